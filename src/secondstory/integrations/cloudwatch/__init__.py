"""Amazon CloudWatch: alarms as SNS, EventBridge and the command line tell them."""
