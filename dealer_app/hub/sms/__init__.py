"""Hold the queue of messages to customers and the adapters of gateways."""
