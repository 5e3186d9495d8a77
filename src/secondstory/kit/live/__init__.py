"""Pages hear of changes while they are open, and who else has them open.

In: rooms that apps register, notices that commands give. Out: messages over one WebSocket a page.

An app says in its `ready` which rooms there are and who may be in them (`rooms.register_room`), its commands say what changed
(`notices.notify`), and whoever takes access away says so (`notices.check_access_again`).
"""
