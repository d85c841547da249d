# Words of the pages, not of the bot. Each part has a section; add words at the end of your own.

## Common

brand-line = Police and households
demo-banner = DEMO – no real people, nothing leaves this machine
loading = Loading…
retry = Try again
reload = Load the page again
close = Close
cancel = Cancel
copied = Copied
connection-lost = Connection to the service lost, trying again. Figures of { $time }.
live-lost = Connection to the service lost, trying again. Figures may be old.
figures-are-old = Could not be updated. Figures of { $time }.
show-password = Show the password

language-switch = Language
language-vi = Vietnamese
language-en = English

skip-to-content = Skip to the content
to-home = To the home page
page-not-found = There is no such page
page-not-found-why = The address is wrong, or the page is gone.
page-broken = The page could not be opened
page-broken-why = The service may have a new version: load the page again. If that does not help, tell the operator.
page-forbidden = You may not see this page

menu = Pages
nav-home = Home
nav-more = More
nav-waiting = waiting
nav-account = Account
nav-simulator = Simulator
person-menu = Account and sign-out
sign-out = Sign out

## Why it did not work

failure-offline = The service cannot be reached. The page keeps trying.
failure-broken = The service gave a wrong answer (code { $status }). The page keeps trying.
failure-refused = The service refused (code { $code }). Load the page again and repeat it.
failure-wait = Too many attempts. Wait { $seconds } seconds and try again.
problem-person_not_found = This person is no longer in the demo.
problem-button_not_found = This button no longer works.
problem-bot_blocked = This person has blocked the bot. Unblock it and send again.
problem-bad_request = A field is not filled in as it should be. Look through it and send it again.
problem-bad_json = A field is not filled in as it should be. Look through it and send it again.
problem-signed_out = Your session has ended. Please sign in again.
problem-wrong_sign_in = User name or password is wrong.
problem-wrong_code = The code is wrong, or was used already. Wait for the next one.
problem-sign_in_over = The first step was too long ago. Please sign in from the start.
problem-forbidden = Your role does not give this right.
problem-foreign_origin = The request came from another page and was refused. Open this page again and repeat it.
problem-second_factor_needed = Your role needs two-step sign-in. Turn it on first.
problem-wrong_password = That is not your password.
problem-own_rights = Nobody changes their own rights.
problem-second_person_needed = Somebody else must decide this: neither who asked nor whom it is about.
problem-in_person_only = A token cannot do this. Please sign in.
problem-not_found = There is no such thing, or it is not of your unit.
problem-conflict = It has just changed. Load it again and look through it.
problem-user_name_taken = This user name is taken.
problem-code_taken = This code of a unit is taken.
problem-role_not_of_unit = This role does not exist at that kind of unit.
problem-last_admin = This is the last administrator. Add another one first.
problem-key_reused = The request has the key of another one. Load the page again and repeat it.
problem-still_running = The first request is still running. Wait a moment and look again.
problem-link_over = The link was used, is too old, or was opened in another browser.
problem-too_large = The content is too large.
problem-unsupported_media_type = This kind of content is not accepted.
problem-too_many_requests = Too many attempts. Wait a moment and try again.
problem-internal_error = The service failed. Tell the operator if it goes on.

## Sign-in

sign-in-title = Sign in
sign-in = Sign in
sign-in-user-name = User name
sign-in-user-name-missing = Enter your user name.
sign-in-password = Password
sign-in-password-missing = Enter your password.
sign-in-by-link = Send a link to the chat
sign-in-code-title = Two-step sign-in
sign-in-totp = 6-digit code
sign-in-totp-help = Open the authenticator app on your phone and enter the code that it shows.
sign-in-totp-form = The code has 6 digits.
sign-in-recovery = Recovery code
sign-in-recovery-help = Enter one of the recovery codes that you wrote down. Each works once.
sign-in-recovery-form = A recovery code has at least 8 characters.
sign-in-continue = Continue
sign-in-use-recovery = No phone? Use a recovery code
sign-in-use-totp = Use the code of the app
sign-in-again = Sign in from the start
sign-in-link-title = Link to the chat
sign-in-link-help = The bot sends a one-time link to the chat that is linked to the account. Open it in this browser.
sign-in-link-send = Send the link
sign-in-link-sent = If a chat is linked to this account, the link is on its way there. It works for { $minutes } minutes.

## Home

home-title = Home

## Account

account-unit = Unit
account-roles = Roles

## Staff and rights

role-duty_officer = Duty officer
role-area_officer = Area officer
role-ward_chief = Ward chief
role-group_admin = Group administrator
role-province_admin = Province administrator
role-auditor = Auditor

## Simulator

page-subtitle = Simulator

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
