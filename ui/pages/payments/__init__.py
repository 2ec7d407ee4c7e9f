"""Recording a payment."""
