"""Messages to customers: the queue and the adapters of gateways."""
