"""E-mail: mailboxes, single messages, and inbound mail that another system passes on."""
