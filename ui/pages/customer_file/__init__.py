"""The customer's file: who, the orders, the money, the papers, the events."""
