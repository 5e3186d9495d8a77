"""Wait until nothing waits to be read, and print what the inbox holds, as JSON."""

import json
import os
import sys
import time


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "secondstory.config.settings"
    import django

    django.setup()
    from secondstory.timeline.models import Delivery, InboxItem

    until = time.monotonic() + float(sys.argv[1])
    while (waiting := Delivery.objects.filter(state="waiting").count()) and time.monotonic() < until:
        time.sleep(0.5)
    items = InboxItem.objects.count()
    different = InboxItem.objects.values("source", "external_id").distinct().count()
    print(json.dumps({"waiting": waiting, "items": items, "different": different, "deliveries": Delivery.objects.count()}))


if __name__ == "__main__":
    main()
