# The simulator page. Words of the page, not of the bot.

page-title = Bình Yên – demo
page-subtitle = Simulator
demo-banner = DEMO – no real people, nothing leaves this machine
loading = Loading…
retry = Try again
close = Close
copied = Copied
connection-lost = Connection to the service lost, trying again. Figures of { $time }.

language-switch = Language
language-vi = Vietnamese
language-en = English

failure-offline = The service cannot be reached. The page keeps trying.
failure-broken = The service gave a wrong answer (code { $status }). The page keeps trying.
failure-person-not-found = This person is no longer in the demo.
failure-button-not-found = This button no longer works.
failure-bot-blocked = This person has blocked the bot. Unblock it and send again.

people-title = People in the demo
people-search = Search by name
people-search-clear = Clear the search
people-filter = Filter
people-filter-all = All
people-filter-joined = Joined
people-filter-not_joined = Not joined
people-filter-unread = Unread
people-filter-help = Need help
people-filter-blocked = Blocked
people-count = { $shown } of { $total } people
people-none-yet = Nobody yet. The demo is getting ready…
people-none-found = Nobody found. Change the search or the filter.
people-officer = Duty officer
people-no-group = In no group yet
people-tag-not-joined = not joined
people-tag-not-linked = not linked
people-tag-blocked = blocked the bot
people-unread =
    { $count ->
        [one] { $count } unread message
       *[other] { $count } unread messages
    }

new-title = Add a person
new-explanation = Somebody who has not joined. Open the chat and join a group as any household does.
new-name = Full name
new-name-missing = Enter a name of 60 letters at most.
new-language = This person’s language
new-add = Add

chat-title = Phone of { $name }
chat-choose = Choose somebody in the list to see their phone.
chat-back = Back to the list
chat-messages = Messages
chat-from-bot = Bot:
chat-from-person = This person:
chat-edited = edited
chat-pressed = (pressed)
chat-scripted = scripted
chat-by-hand = you answer
chat-photo = Sample photo
chat-voice = Voice note, { $seconds } seconds
chat-place = Place
chat-to-newest = To the newest message
chat-sending = sending
chat-not-sent = not sent
chat-drop = Drop
chat-write = Message
chat-send = Send
chat-commands = Commands of the bot
chat-attach = Send a photo, voice note or place
chat-send-photo = Sample photo
chat-send-voice = Sample voice note
chat-send-place = Place
chat-block = Block bot
chat-unblock = Unblock
chat-is-blocked = This person has blocked the bot.

start-household = No messages yet. Whose QR code does this person scan?
start-without-code = Open the bot without a code
start-officer = No messages yet. Type /canhbao to write an alert.
start-officer-link = The duty officer is not linked yet. Send the link code to begin.
start-send-link = Send code { $code }

state-title = State

how-title = How to start
how-step-officer = Choose “Duty officer”, type /canhbao and follow the steps.
how-step-watch = Watch the figures run here, and each household in the list.
how-step-household = Open any household: press buttons, write, send a photo.
how-link-code = Link code of the duty officer:
how-copy-link = Copy the link code
how-open-officer = Open the duty officer’s chat

alert-title = Latest alert
alert-none = No alert yet.
alert-households = Households to reach
alert-sending-title = Sending
alert-sent = Sent
alert-pending = Pending
alert-unreachable = Unreachable
alert-unknown = Unknown
alert-failed = Failed
alert-cancelled = Stopped
alert-answers-title = Answers of households
alert-help = Need help
alert-safe = Safe
alert-read = Read
alert-words = Wrote back
alert-silent = Silent
alert-state-draft = Draft
alert-state-pending_approval = Awaiting approval
alert-state-sending = Sending
alert-state-active = Active
alert-state-updated = Updated
alert-state-resolved = Resolved
alert-state-corrected = Corrected
alert-state-cancelled = Stopped
alert-state-expired = Expired

village-title = Joining
village-joined = Households joined
village-joining = { $count } joining now
village-blocked = { $count } blocked the bot
village-code = Join code:
village-copy = Copy the code of { $name }

server-title = Fake Telegram server
server-explanation = Runs on this machine and counts on its own.
server-perSecond = Sends per second
server-accepted = Accepted
server-throttled = Told to wait (429)
server-refused = Refused

category-online_scam = Online scam
category-theft = Theft, robbery
category-missing_person = Missing person
category-wanted_person = Wanted person
category-fire_explosion = Fire, explosion
category-disaster = Flood, storm, landslide
category-drugs = Drugs
category-traffic = Traffic
category-residence_notice = Residence, identity card
category-weapons_fireworks = Weapons, fireworks
category-loan_shark = Loan sharks
category-disorder = Public disorder
category-rumour_correction = Rumour correction
category-child_protection = Child protection
category-trafficking = Human trafficking
category-tourist_safety = Tourist safety
category-community = Community matters
