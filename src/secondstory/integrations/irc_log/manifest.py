from secondstory.integrations.irc_log.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="irc_log",
    title="IRC log",
    recognises=recognises,
    translate=events,
    covers="Logs of Limnoria (Supybot), irssi, WeeChat, HexChat, mIRC, EnergyMech and ZNC.",
)
