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
copy = Copy
print = Print
never = Never
works-once-until = Works once, until { $time }.
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
nav-channels = Channels
nav-webhooks = Webhooks
nav-staff = Staff and rights
nav-audit = Audit log
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
problem-address_not_allowed = The service calls public https addresses only. Others have to be allowed by the operator first.
problem-too_many_webhooks = The unit has as many webhooks as it may. Remove one first.
problem-link_over = The link was used, is too old, or was opened in another browser.
problem-no_media = This reply has no photo and no voice note.
problem-chat_closed = This person opted out, or cannot be reached in this chat.
problem-no_linked_chat = You have no linked chat on this channel.
problem-not_on_duty = You are not on duty.
problem-media_gone = The platform has this file no more.
problem-media_unavailable = The platform does not give this file just now. Try again in a few minutes.
problem-media_refused = The file is too large, or not what it claims to be.
problem-media_not_taken = This file is not taken: send a JPEG or PNG picture, or an Ogg (Opus), MP3 or M4A recording that is whole.
problem-media_wrong_shape = The picture has too many pixels or is too long a strip. Cut it and try again.
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

## First set-up and invitations

setup-title = First set-up
setup-intro = Makes the first administrator, who invites everybody else.
setup-no-link = This page is opened by the link that the service prints at its first start. If you have an account, please sign in.
setup-unit = Provincial police
setup-unit-known = Administrator of { $unit }
setup-unit-name = Name of the unit
setup-unit-name-help = E.g. Công an tỉnh Đắk Lắk
setup-unit-name-form = Enter the name, at least 3 characters.
setup-unit-code = Code of the unit
setup-unit-code-help = The first letters of alert numbers, e.g. DLK
setup-unit-code-form = 2 to 6 letters from A to Z.
setup-unit-dutyPhone = Phone on duty
setup-unit-dutyPhone-help = Stands below each message, for people to call back
setup-unit-dutyPhone-form = Enter the phone on duty.
setup-unit-provinceCode = Code of the province
setup-unit-provinceCode-help = Two digits, by Decision 19/2025/QĐ-TTg, e.g. 66
setup-unit-provinceCode-form = The code of a province has 2 digits.
setup-unit-provinceName = Name of the province
setup-unit-provinceName-help = E.g. Tỉnh Đắk Lắk
setup-unit-provinceName-form = Enter the name, at least 3 characters.
setup-name = Full name
setup-name-form = Enter the name, 2 to 80 characters.
setup-office = Office
setup-office-default = Administrator
setup-office-form = Enter the office, 2 to 80 characters.
setup-submit = Make the account
new-user-name-form = 3 to 32 letters without accents, digits, dots or dashes; a letter or digit first.
new-password = New password
new-password-form = At least { $min } characters. A long sentence is better than a complicated word.
invitation-title = Take your account
invitation-no-link = This page is opened by an invitation. Ask your administrator for a new link. If you have an account, please sign in.
invitation-greeting = Welcome, { $name } ({ $office }, { $unit }). Choose a user name and a password.
invitation-submit = Take the account

## Home

home-title = Home
home-no-role = You have no role yet. A role that approves or administers must be agreed to by a second person: please ask who invited you, then load this page again.

## Account

account-unit = Unit
account-roles = Roles

second-factor = Two-step sign-in
second-factor-is-on = On. Signing in takes a code of your phone, too.
second-factor-is-off = Off. Turn it on, and whoever knows your password still does not get in.
second-factor-codes-left = { $count } recovery codes left.
second-factor-turn-on = Turn on two-step sign-in
second-factor-move = Move to another phone
second-factor-new-codes = New recovery codes
second-factor-old-code = Code in use
second-factor-old-code-help = The 6-digit code of the old app, or a recovery code.
second-factor-old-code-form = Enter the 6-digit code or a recovery code.
second-factor-scan = Open an authenticator app on your phone (such as Google Authenticator) and scan this code.
second-factor-qr = QR code for the authenticator app
second-factor-by-hand = Or type this key into the app
second-factor-first-code = The code that the app shows after scanning.
second-factor-first = Turn on two-step sign-in
second-factor-first-why = Your role needs a code of your phone at each sign-in. Once it is on, you are in.
recovery-codes-help = These recovery codes are shown once. Each lets you in once if you lose your phone. Print them or write them down, and keep them safe.
recovery-codes-kept = I have kept the codes

password-title = Password
password-intro = A new password ends every other session.
current-password = Current password
password-change = Change the password
password-changed = The password was changed.

own-chat = My chat
own-chat-intro = In a linked chat the bot takes your commands and sends you links to sign in.
own-chat-code = Get a code
own-chat-write = Open the bot and send this code

sessions = Sessions
sessions-intro = End what is not yours at once, and change the password.
sessions-this = this one
sessions-unknown-device = Unknown browser
sessions-began = Signed in { $time }
sessions-seen = Last used { $time }
sessions-address = From the address { $address }
sessions-end = End
sessions-end-named = End the session { $device }
sessions-end-others = End the other sessions
sessions-end-others-question = Every session but this one ends at once.
sessions-ended = Ended.

tokens = Tokens for programs
tokens-intro = A program with such a token does what you chose, and never more than you may.
tokens-none = No tokens yet.
tokens-make = Make a token
tokens-name = Name of the token
tokens-name-help = To know it again, e.g. Board in the duty room
tokens-name-form = Enter a name of at most 60 characters.
tokens-actions = What it may do
tokens-actions-form = Choose at least one.
tokens-days = Days that it works
tokens-days-form = 1 to { $max } days.
tokens-once = The token is shown once. Copy it into the program now.
tokens-kept = I have copied it
tokens-until = Works until { $time }
tokens-unused = Never used
tokens-used = Last used { $time }
tokens-end = End the token
tokens-end-question = Programs that use “{ $name }” will not get in any more.
tokens-ended = The token was ended.

action-see_alerts = See alerts
action-see_personal = See names of households and people
action-see_silent = See households that did not answer
action-compose_alert = Compose alerts
action-approve_alert = Approve alerts
action-stop_alert = Stop alerts
action-see_replies = See replies
action-handle_replies = Deal with replies
action-take_duty = Take and hand over duty
action-manage_templates = Manage templates
action-run_drill = Run drills
action-see_groups = See groups
action-manage_groups = Manage groups
action-see_staff = See staff and rights
action-manage_staff = Manage staff
action-approve_rights = Approve rights
action-see_channels = See channels
action-manage_channels = Manage channels
action-see_audit = See the audit log
action-manage_webhooks = Manage webhooks

## Staff and rights

role-duty_officer = Duty officer
role-area_officer = Area officer
role-ward_chief = Ward chief
role-group_admin = Group administrator
role-province_admin = Province administrator
role-auditor = Auditor
role-means-duty_officer = Composes and sends alerts, deals with replies, is on duty.
role-means-area_officer = Composes alerts for an area, deals with replies.
role-means-ward_chief = Approves alerts, manages staff and groups of the unit.
role-means-group_admin = Sees alerts and who did not answer in the unit, but no replies.
role-means-province_admin = Administers every unit of the province, but sees no names of households.
role-means-auditor = Sees alerts, staff and the audit log, and changes nothing.

staff-intro = Who works with the system, with which rights. Rights to approve or administer take two people.
staff-none = No staff yet.
staff-name = Name
staff-self = you
staff-office = Office
staff-state = State
staff-state-invited = Invited
staff-state-active = Active
staff-state-disabled = Disabled
staff-second-factor-on = On
staff-second-factor-off = Off
staff-chats = Linked chats
staff-last-sign-in = Last sign-in
staff-role = Role
staff-role-help = A role that approves or administers needs a second person's consent.
staff-office-help = E.g. Duty officer, Area officer of quarter 7
staff-invite = Invite staff
staff-invite-submit = Invite
staff-invited = Added. Hand over the link and the code; they are shown once.
staff-invited-waiting = Added; the role waits for a second person. Hand over the link and the code; they are shown once.
staff-invitation-link = Link to choose user name and password
staff-invitation-qr = QR code of the invitation
staff-chat-code-write = Code to send to the bot, which links the chat
staff-handed-over = I have handed them over
staff-no-roles = No roles yet.
staff-add-role = Add a role
staff-grant = Add
staff-granted = The role was added.
staff-waiting = Asked for. The role waits for a second person.
staff-revoke = Take the role away
staff-revoke-question = { $name } loses the role “{ $role }” at once.
staff-revoked = The role was taken away.
staff-access = Sign-in and chat
staff-new-invitation = New invitation
staff-new-chat-code = Code for the chat
staff-disable = Disable the account
staff-disable-question = { $name } is signed out at once; tokens and chats of this person work no more.
staff-disabled = The account of { $name } was disabled.

rights-waiting = Rights that wait for a second person
rights-waiting-intro = Neither who asked nor whom it is about may decide.
rights-asked = { $name } asked { $time }
rights-command-line = The operator of the server
rights-approve = Approve
rights-refuse = Refuse
rights-refuse-question = { $name } will not get this role.
rights-done-approve = The right was approved.
rights-done-refuse = The right was refused.
rights-somebody-else = Somebody else must decide

## Channels

channels-intro = The bots and Zalo OAs that messages leave through: whether they send, how much waits, how long their keys last.
channels-none = No channel is connected. The operator connects a Telegram bot or a Zalo OA when the service is started.
channels-stopped = The platform refuses: { $reason }
channels-no-driver = Messages wait and no process sends them. Tell the operator at once.
channels-token-lost = Nothing can be sent since { $time }. An administrator of the OA must consent again.
channels-paused-until = Paused until
channels-waiting = Waiting
channels-nothing-waits = Nothing
channels-oldest = Longest wait
channels-rate = Allowed speed
channels-per-second = { $count } messages a second
channels-contacts = Chats that can be reached
channels-last-event = Somebody last wrote
channels-token = Key
channels-token-endless = Does not run out
channels-token-saved = Came { $when }
channels-token-until = Key runs out
channels-test = Send a test
channels-not-testable = Link your own chat on this channel to send a test.
channels-test-waiting = On its way to your chat…
channels-test-sent = Sent. Look at your chat.
channels-test-unknown = Not known: the platform did not answer. Look at your chat.
channels-test-not_sent = It could not be sent.
lane-working = Working
lane-paused = Paused
lane-stopped = Refused
lane-no_driver = Nobody sends
lane-class-critical = Critical
lane-class-staff_notice = To staff
lane-class-answer = Answers
lane-class-urgent = Urgent
lane-class-routine = Routine
refusal-token = the key of the channel is not valid any more; the operator must enter a new one
refusal-consent = an administrator of the OA must consent again
refusal-disabled = the OA is locked or gone; ask Zalo
refusal-unverified = the OA is not verified
refusal-package = the package of the OA does not allow this kind of message
refusal-balance = the OA has no balance, or no payment is set up

## Webhooks: other systems

webhooks-intro = Other systems of the police are told at once of what changes: ids only, no names, no phone numbers, no words of households.
webhooks-none = No system is told yet. Add the address of the one that should be.
webhooks-add = Add an address
webhooks-url = Address
webhooks-url-help = The https address of the receiving system. One inside your own network has to be allowed by the operator first.
webhooks-url-form = Enter the whole address, beginning with https://, without user name and password.
webhooks-kinds = Tell it of
webhooks-kinds-form = Choose at least one.
webhooks-kind-alert = An alert changed
webhooks-kind-reply = Somebody needs help or replied
webhooks-kind-lane = A channel changed
webhooks-kind-approval = An alert waits for approval
webhooks-kind-duty = Another one is on duty
webhooks-kind-reset = Ask for everything again
webhooks-kind-test = A test
webhooks-whole-province = Of every unit of the province, where this unit is the province's police
webhooks-secret = Signing secret
webhooks-once = Added. The secret is shown once: copy it into the receiving system now.
webhooks-once-again = The new secret is shown once. The old one signs as well until { $time }.
webhooks-kept = I have copied it
webhooks-state-working = Working
webhooks-state-failing = Not accepted
webhooks-state-paused = Paused
webhooks-failing = Nothing was accepted since { $time }. It is being tried again.
webhooks-paused-failing = Nothing was accepted for a day, so it was paused at { $time }. Mend the receiver, then resume.
webhooks-paused-gone = The receiver answered that it wants no more (410), so it was paused at { $time }.
webhooks-reach = Of
webhooks-reach-unit = This unit
webhooks-reach-province = Every unit of the province
webhooks-last-accepted = Last accepted
webhooks-waiting = Waiting
webhooks-old-secret = Old secret signs until
webhooks-test = Send a test
webhooks-pause = Pause
webhooks-resume = Resume
webhooks-done-pause = It is paused.
webhooks-done-resume = It goes on.
webhooks-new-secret = New secret
webhooks-new-secret-question = The new secret counts at once; the old one signs as well for 24 hours, so that the receiver has time to change.
webhooks-remove = Remove
webhooks-remove-question = { $host } will not be told any more, and what it was told is forgotten.
webhooks-removed = It was removed.
webhooks-deliveries = Recent deliveries
webhooks-deliveries-of = Recent deliveries to { $host }
webhooks-deliveries-none = Nothing was sent yet.
webhooks-told = What
webhooks-at = At
webhooks-outcome = Outcome
webhooks-attempts = Attempts
webhooks-change = Change number
webhooks-next = Next try at { $time }.
webhooks-delivery-pending = Waiting.
webhooks-delivery-accepted = Accepted.
webhooks-delivery-given_up = Given up.
webhooks-reason-status = The receiver answered { $status }.
webhooks-reason-redirected = The receiver points to another address ({ $status }), which is not followed.
webhooks-reason-timed_out = The receiver did not answer within 10 seconds.
webhooks-reason-name_not_found = The name leads nowhere.
webhooks-reason-connection_refused = Nothing listens at this address.
webhooks-reason-certificate = The https certificate is not valid.
webhooks-reason-address_not_allowed = The address is not a public one; the operator has to allow it.
webhooks-reason-network = The connection was lost.
webhooks-reason-paused = The webhook was paused.

## Audit log

audit-intro = What staff did; nobody changes or deletes it. Each minute the new entries are sealed into a chain.
audit-none = No entry fits the filters.
audit-older = Show older ones
audit-export = Download CSV
audit-filters = Filter the log
audit-no-filters = Clear the filters
audit-all = All
audit-action = What was done
audit-at = At
audit-by = By
audit-by-service = The service
audit-subject = Subject
audit-detail = Details
audit-from = From
audit-to = To
audit-sealed = Seal
audit-sealed-yes = Sealed
audit-sealed-no = Not yet
audit-chain = Chain of seals
audit-chain-intro = Reads the log again from the first entry and tells whether anybody changed, removed or inserted one. That is logged, too.
audit-verify = Verify the chain
audit-verifying = Reading the whole chain…
audit-intact = Intact: { $entries } entries in { $seals } seals; { $unsealed } new ones are not sealed yet.
audit-broken = NOT intact from entry { $first } on. Leave the server as it is and tell your superiors.
audit-action-alert_raised = Alert raised
audit-action-alert_stopped = Alert stopped
audit-action-alert_submitted = Approval asked for
audit-action-alert_approved = Alert approved
audit-action-alert_returned = Alert not approved
audit-action-alert_update = Update sent
audit-action-alert_correction = Correction sent
audit-action-alert_closure = Alert closed
audit-action-alert_paused = Alert held
audit-action-alert_resumed = Alert let go on
audit-action-alert_reminder = The silent reminded
audit-action-reminders_set = Reminders set
audit-action-quiet_hours_set = Quiet hours set
audit-action-draft_saved = Draft saved
audit-action-draft_discarded = Draft discarded
audit-action-template_added = Template added
audit-action-template_retired = Template retired
audit-action-households-exported = List of households taken along
audit-action-ledger-exported = Ledger taken along
audit-action-audit-exported = Audit log taken along
audit-action-staff-sign_in_reset = Sign-in reset
audit-action-zalo-paid_routine = Use of charged messages changed
audit-action-zalo-template_add = Zalo template added
audit-action-zalo-template_remove = Zalo template removed
audit-action-alert_misfired = Scheduled alert dropped
audit-action-alert_media_added = Picture or voice note uploaded
audit-action-audit-verified = Audit log verified
audit-action-channel-tested = Channel tested
audit-action-duty-taken = Duty taken
audit-action-duty-handed_over = Duty handed over
audit-action-group-added = Group added
audit-action-group-placed = Group put on the map
audit-action-reply-answered = Reply answered
audit-action-reply-handled = Reply dealt with
audit-action-reply-reopened = Reply opened again
audit-action-right-granted = Role given
audit-action-right-granted_alone = Role given without a second person
audit-action-right-requested = Role asked for
audit-action-right-approved = Role approved
audit-action-right-refused = Role refused
audit-action-right-revoked = Role taken away
audit-action-service-setup_opened = First set-up opened
audit-action-service-set_up = First set-up
audit-action-staff-added = Staff added
audit-action-staff-code_renewed = Code for a chat given
audit-action-staff-linked = Chat linked
audit-action-staff-disabled = Account disabled
audit-action-staff-signed_in = Signed in
audit-action-staff-sign_in_link_sent = Link to sign in sent
audit-action-staff-sessions_ended = Sessions ended
audit-action-staff-second_factor_on = Two-step sign-in turned on
audit-action-staff-second_factor_ended = Two-step sign-in moved
audit-action-staff-recovery_codes_renewed = New recovery codes
audit-action-staff-password_changed = Password changed
audit-action-staff-invitation_renewed = New invitation given
audit-action-staff-invitation_accepted = Invitation accepted
audit-action-token-made = Token made
audit-action-token-ended = Token ended
audit-action-unit-added = Unit added
audit-action-webhook-added = Webhook added
audit-action-webhook-paused = Webhook paused
audit-action-webhook-resumed = Webhook resumed
audit-action-webhook-secret_changed = Webhook secret changed
audit-action-webhook-removed = Webhook removed
audit-action-webhook-tested = Webhook tested
audit-action-webhook-origin_allowed = Near address allowed
audit-action-webhook-origin_forbidden = Near address forbidden

## Now

nav-now = Now
now-title = Right now
now-help-title = households waiting for help
now-help-none = Nobody is waiting for help.
now-help-oldest = The longest wait began { $time }
now-help-open = Open
now-help-open-of = Open the call for help of { $household }
now-help-handle-of = Dealt with: { $household }
now-help-all = See all ({ $count })
now-help-held = { $count } new – show
now-alerts-title = Alerts going on
now-alerts-all = All alerts
now-alerts-none = No alert is going on.
now-lanes-title = Sending
now-lanes-none = No channel is connected yet.
bell = Sound when somebody needs help
bell-off = Off
bell-on = On; again each minute
bell-blocked = Press any key: the browser allows sound only then

channel-telegram = Telegram
channel-zalo = Zalo
lane-state-working = Working
lane-state-paused = Resting
lane-state-stopped = Refused
lane-state-no_driver = Nobody sends
lane-waiting = { $count } messages waiting
lane-waiting-none = Nothing waiting
lane-oldest = the oldest for { $span }
lane-paused-until = goes on at { $time }

reason-blocked = Blocked by the recipient
reason-gone = The account is gone
reason-not-joined = Has not opened the chat, or left the group
reason-window = Past the time in which one may write
reason-night = The platform does not send at night
reason-no-voice = This channel sends no voice notes: sent without
reason-file-refused = The platform does not take the file: sent without
reason-file-not-uploaded = The file could not be uploaded just then: sent without
reason-file-in-template = A template carries no file
reason-voice-forbidden = The person takes no voice notes: sent without
reason-file-uploaded = The file is uploaded, the message is next
reason-throttled = The platform asks to slow down
reason-quota = Quota used up
reason-balance = No balance, or no payment connected
reason-token = The channel's token was refused
reason-no-answer = The platform did not answer
reason-alert-stopped = The alert was stopped
reason-alert-expired = The alert has expired
reason-opted-out = The recipient opted out
reason-contact-unreachable = Cannot be reached
reason-reached-elsewhere = The household got it elsewhere and has answered
reason-nothing-to-correct = Did not get the message before, so needs none
reason-erased = Data erased on request
reason-platform-failed = The platform failed ({ $code })

## Duty

nav-duty = Shifts
duty-page-title = Shifts
duty-title = On duty
duty-history = Earlier shifts
duty-nobody = Nobody is on duty.
duty-since = Since { $time }
duty-note-of = { $name } left:
duty-take-over = Take over
duty-take-over-now = I am on duty
duty-taken = You are on duty.
duty-ends-other = On duty now: { $name }. That shift will end.
duty-hand-over = Hand over
duty-hand-over-now = End my shift
duty-handed-over = Handed over.
duty-note = Note to the next shift
duty-note-what = What is not finished, who is where, whom to call back.
duty-open-help = Households waiting for help
duty-open-alerts = Alerts going on
duty-open-approvals = Alerts waiting for approval
duty-open-lanes = Channels with trouble
duty-shifts = Shifts
duty-shifts-none = No shift yet.
duty-goes-on = now

## The list of alerts

nav-alerts = Alerts
alerts-title = Alerts
alerts-headline = Text
alerts-state = Rank, state
alerts-created = At
alerts-reached = Reached
alerts-answered = Answers
alerts-help-waiting = Help
alerts-filter-state = State
alerts-filter-category = Category
alerts-filter-drill = Real or drill
alerts-real = Real
alerts-drill = Drill
alerts-paused = On hold
alerts-starts = Set for { $time }
alerts-none = No alerts yet.
alerts-none-found = No such alert. Change the filter.
filter-all = All
severity-info = Information
severity-advisory = Advisory
severity-urgent = Urgent
severity-critical = Critical
rows-loaded = { $count } rows loaded, scroll for more
rows-loaded-of = { $count } of { $total } rows loaded, scroll for more
rows-all = { $count } rows
rows-more = Load more
rows-old = Something changed – load again

## One alert

alert-page-title = Alert
alert-page-views = Parts of the alert
alert-view-overview = Overview
alert-view-households = Households
alert-view-ledger = Ledger
alert-replies = Replies
alert-replies-help = { $count } waiting for help
alert-author = Author
alert-expires = Expires
alert-closed = Closed
alert-check-code = Check code
alert-drill-notice = DRILL – not a real alert
alert-situations = Where the households stand
alert-households-count = { $count } households, each counted once
alert-open-situation = { $situation }: { $count } households, open the list
as-of = Figures of { $time }
situation-help = Need help
situation-safe = Safe
situation-read = Read
situation-silent = Silent
situation-waiting = To be sent
situation-unknown = Unknown
situation-unreachable = Unreachable
situation-look_after = To look after

curves-title = Reached and answered over time
curves-span = Span of time
curves-span-10 = First 10 minutes
curves-span-60 = First hour
curves-span-all = All
curves-none = Nothing has arrived yet.
curves-label = Chart of how many of { $households } households got it and how many answered
curve-reached = Reached
curve-answered = Answered
chart-as-table = As a table
chart-time = At

deliveries-title = Sending
deliveries-by-lane = Deliveries by channel
deliveries-lane = Channel
deliveries-not-sent = Not there

alert-groups-title = By group
alert-groups-none = There is no household in it yet.
alert-group = Group
alert-group-all = All groups
alert-group-none = In no group any more
alert-group-not-found = No such group
alert-households-short = Households
map-title = Map of the groups
map-label = Map of the groups; the table below has the same figures
map-legend = The larger the ring, the more households. Filled: silent, unknown, unreachable. Red number: need help.
map-figures = { $missing }/{ $households } households

timeline-title = Messages sent
timeline-no-deliveries = No delivery yet
timeline-text = The whole text
timeline-being-written = the list is being made
timeline-stopped = Stopped at { $time }
timeline-paused = Held at { $time }
message-kind-initial = First message
message-kind-update = Update
message-kind-correction = Correction
message-kind-reminder = Reminder
message-kind-closure = Closure

households-none = There is no such household.
households-print = Print by group
household = Household
household-hidden = (you may not see the name)
household-members = Members
household-situation = Situation
household-channels = Channels

ledger-seq = No.
ledger-state = Outcome
ledger-state-all = Every outcome
ledger-message = Message
ledger-message-all = Every message
ledger-lane-all = Every channel
ledger-reason = Reason
ledger-attempts = Repeats
ledger-at = At
ledger-not-before = not before { $time }
ledger-repeated =
    { $count ->
        [one] sent again
       *[other] sent again { $count } times
    }
ledger-none = There is no such delivery.
delivery-state-pending = To be sent
delivery-state-sending = Being sent
delivery-state-sent = Sent
delivery-state-unreachable = Unreachable
delivery-state-rejected = Rejected
delivery-state-gave_up = Given up
delivery-state-unknown = Unknown
delivery-state-unknown_final = May have got it
delivery-state-cancelled = Cancelled
download-preparing = Making the file…
download-bytes = Loading { $kilobytes } KB
download-done = The file is in your downloads.

print-title = List to print { $number }
print-back = Back to the list
print-now = Print
print-loading = Loading the list: { $count } of { $total } households
print-ready = { $count } households, one sheet for each group
print-cut = Only the first { $count } households can be printed. Choose a group, or take the XLSX file.
print-as-of = As of { $time }
print-count = { $count } households to look after
print-row = No.
print-seen = Seen
print-note = Note
print-care = Holds personal information: take no photo, post it nowhere, destroy it afterwards.

## Acts on an alert

act-more = More
act-update = Update
act-update-means = Goes to every household of this alert, in addition to what they got.
act-correction = Correct
act-correction-means = When what was sent is wrong. Goes to who got it or may have got it; the alert ends.
act-closure = End alert
act-closure-means = Tells who got it or may have got it that it is over; the alert ends.
act-reminders = Remind the silent
act-pause = Hold
act-pause-means = Does not send to the { $pending } households that wait until somebody lets it go on. The alert's time goes on.
act-pause-confirm = Hold
act-resume = Go on
act-resume-means = Goes on sending to the { $pending } households that wait.
act-resume-confirm = Go on
act-stop = Stop for good
act-stop-means = Sends nothing more to the { $pending } households that wait, and takes no more answers. Cannot be undone. Who got it is told nothing more; if they should be, correct it instead.
act-stop-confirm = Stop for good
act-not-open = The alert is not going on any more: { $state }.
hold-stopped = Stopped. { $count } deliveries are not sent any more.
hold-paused = { $count } deliveries are held.
hold-already-paused = The alert was on hold already.
hold-resumed = { $count } deliveries go on.
hold-not-paused = The alert is not on hold.

reminders-means = Goes again to households that got it and have not answered. Who answered is not reminded.
reminders-rounds = How often
reminders-rounds-count =
    { $count ->
        [one] once
       *[other] { $count } times
    }
reminders-every = Apart
reminders-confirm = Remind
reminders-end = No more reminders
reminders-end-means = The reminders that are left do not go. Those that were sent still count.
reminders-plan =
    { $count ->
        [one] The silent are reminded once more, at { $time }.
       *[other] The silent are reminded { $count } more times, first at { $time }, { $every } apart.
    }
reminders-plan-paused =
    { $count ->
        [one] The silent are to be reminded once more. The alert is held, so this waits.
       *[other] The silent are to be reminded { $count } more times, { $every } apart. The alert is held, so this waits.
    }
reminders-used-up = This alert has had its { $count } reminders.
reminders-set = The reminder goes at { $time }. { $silent } households are silent now.
reminders-ended = No more reminders.
reminders-too-many = Only { $left } more reminders are allowed for this alert.

follow-up-text-vi = Text in Vietnamese
follow-up-text-en = Text in English
follow-up-text-en-why = Not needed. Readers of English get Vietnamese where it is empty.
follow-up-check = Preview
follow-up-back = Change it
follow-up-send = Send to { $count } households
follow-up-preview = Households will see exactly this:
follow-up-hold-paused = The alert is held: the message waits with it, and the times below count from when it goes on.
follow-up-hold-scheduled = The alert has not begun: the message waits with it, and the times below count from its beginning.
follow-up-confirm = I have seen it: { $finding }
follow-up-checks-open = Something is to be looked at before it is sent.
follow-up-too-long = { $length } characters long, at most { $limit }. Please make it shorter.
follow-up-sent-no = On its way to { $count } households.
follow-up-sent-paused = Written. It waits with the alert, which is on hold.
follow-up-sent-scheduled = Written. It waits for the time of the alert.
finding-severity-block = To change:
finding-severity-confirm = To look at:
finding-severity-note = Note:
follow-up-finding-text_empty = There is no text.
follow-up-finding-text_too_long = Too long for a channel.
follow-up-finding-placeholder_left = Something in square brackets is not filled in.
follow-up-finding-id_number = This looks like an identity number.
follow-up-finding-phone_number = A phone number that is not the unit's.
follow-up-finding-link = There is a link in it.
follow-up-finding-unsafe_link = There is an unsafe link in it.
follow-up-finding-all_caps = All in capital letters.
follow-up-finding-checkpoint_wording = It tells where a checkpoint is.
follow-up-finding-legal_basis_missing = It is about a person and names no legal basis.
follow-up-finding-photo_not_described = Nobody has said whether the picture shows a person.
follow-up-finding-photo_of_person = The picture shows a person who can be recognised.
follow-up-finding-source_missing = It names no document or authority.
follow-up-finding-english_missing = There is no English text.
follow-up-finding-sent_recently = The same text was sent within half an hour.
follow-up-finding-quiet_hours = Some groups have quiet hours and get it later.
follow-up-finding-ends_in_quiet_hours = It ends before the quiet hours do: those households do not get it.

## Replies

nav-replies = Replies
replies-title = Replies
replies-show = Show
replies-show-open = Open
replies-show-help = Help
replies-show-all = All
replies-help-waiting = { $count } households waiting for help
replies-help-none = Nobody is waiting for help
replies-of-all = Replies of all alerts
replies-choose = Choose a reply to read it and to write back.
replies-none = There is no such reply.
replies-held = { $count } new – show
replies-back = List
reply-help = HELP
reply-photo = Photo
reply-photo-caption = Photo: { $caption }
reply-voice = Voice note, { $seconds } seconds
reply-voice-plain = Voice note
media-foreign = This browser does not open the file. Download it to open it with another program.
media-download = Download
reply-place = Place { $place }
reply-hidden = (only the police may read it)
reply-handle = Dealt with
reply-unhandle = Not dealt with after all
reply-handled = { $name } dealt with it, { $time }
reply-handled-short = dealt with
reply-standing = The household by now: { $standing }
reply-not-handled = Nobody has dealt with it
reply-answers =
    { $count ->
        [one] 1 answer
       *[other] { $count } answers
    }
reply-code-ACK = Read
reply-code-SAFE = We are safe
reply-code-HELP = Need help
reply-code-SEEN = I saw it
reply-code-TIP = Private tip
reply-code-VICTIM = I was cheated
reply-code-ASK = Ask an officer
reply-code-MOVED = Evacuated
reply-code-STUCK = Cannot leave
reply-code-OK = Checked, fine
reply-code-DONE = Done
reply-code-LATER = Not yet
reply-code-JOIN = I join
reply-code-NO = Cannot join
reply-code-IS_TRUE = Is this true?
thread-entries = What was said
thread-household = Household
photo-enlarge = Enlarge
place-copy = Copy the place
answer-write = Write back through the bot
answer-send = Send
answer-keys = Ctrl + Enter sends
answer-state-waiting = on its way
answer-state-sent = sent
answer-state-unknown = may have arrived
answer-state-not_sent = not sent
chat-stopped = This person opted out: it cannot be written to. Call or go there.
chat-unreachable = This person cannot be reached in this app: call or go there.

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
network =
    { $network ->
        [zalo] Zalo
       *[telegram] Telegram
    }
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
new-network = App
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
chat-block =
    { $network ->
        [zalo] Block OA
       *[telegram] Block bot
    }
chat-other =
    { $network ->
        [zalo] See on Telegram
       *[telegram] See on Zalo
    }
chat-unblock = Unblock
chat-is-blocked =
    { $network ->
        [zalo] This person has blocked the OA.
       *[telegram] This person has blocked the bot.
    }

start-household =
    { $network ->
        [zalo] No messages yet. Whose code does this person type?
       *[telegram] No messages yet. Whose QR code does this person scan?
    }
start-without-code =
    { $network ->
        [zalo] Write to the OA, without a code
       *[telegram] Open the bot without a code
    }
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
village-homes = Telegram: { $telegram } households · Zalo: { $zalo } · both: { $both }
village-joining = { $count } joining now
village-blocked = { $count } blocked the bot
village-code = Join code:
village-copy = Copy the code of { $name }

server-title =
    { $network ->
        [zalo] Fake Zalo server
       *[telegram] Fake Telegram server
    }
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

# Parts of an alert: preview, forecast, findings, drill.

drill = DRILL
drill-explained = – not a real alert. Every message that is sent says that it is a drill.
preview-title = What households will see
preview-of = { $channel } · { $language }
preview-channel-telegram = Telegram
preview-channel-zalo = Zalo
preview-length = { $length }/{ $limit } characters
preview-fallback = No translation yet: who reads this language gets Vietnamese, with a note.
preview-no-voice = { $channel } sends no voice notes: people there get the words alone.
media-add = Picture or voice note
media-add-what = One file for each message: a picture, or a recording as Ogg, MP3 or M4A, at most 1 MB. Where and when it was taken is removed from it.
media-choose = Choose a file
media-uploading = Uploading…
media-photo = Picture with this message
media-voice = Voice note with this message
media-not-shown = This file cannot be opened.
media-remove = Remove this file
media-shows-person = Can a person be recognised in it?
media-shows-person-why = To show a person there must be a legal basis.
media-person-yes = Shows a person who can be recognised
media-person-no = Shows nobody who can be recognised
media-gone-photo = This message had a picture; its time is over and it is deleted.
media-gone-voice = This message had a voice note; its time is over and it is deleted.
media-left-out = { $count } messages went without the file. The ledger says why.
media-refused-by = { $channel } ({ $account }) does not take this file ({ $reason }): messages go without it.
forecast-title = Forecast
forecast-reach =
    { $count ->
        [one] of { $count } household will get it
       *[other] of { $count } households will get it
    }
forecast-send-from = Worked out for the appointed time, { $time }; spans below count from then.
forecast-last = The last household has it after about { $span }.
forecast-half-and-last = Half of the households have it after about { $half }, the last one after { $last }.
forecast-nobody = No household gets it.
forecast-channel-telegram =
    { $count ->
        [one] By Telegram: { $count } household.
       *[other] By Telegram: { $count } households.
    }
forecast-channel-zalo =
    { $count ->
        [one] By Zalo: { $count } household.
       *[other] By Zalo: { $count } households.
    }
forecast-free = It costs nothing.
forecast-cost =
    { $count ->
        [one] { $count } paid message, about { $dong } đồng before tax.
       *[other] { $count } paid messages, about { $dong } đồng before tax.
    }
forecast-deferred =
    { $count ->
        [one] { $count } household gets it later, not before { $time }.
       *[other] { $count } households get it later, not before { $time }.
    }
forecast-unreachable =
    { $count ->
        [one] { $count } household does not get it.
       *[other] { $count } households do not get it.
    }
forecast-unreachable-no_contact =
    { $count ->
        [one] { $count } household has nobody who takes messages: call at the door.
       *[other] { $count } households have nobody who takes messages: call at the doors.
    }
forecast-unreachable-account_refused =
    { $count ->
        [one] { $count } household cannot be written to now: the platform refuses our account, and the message waits until it is connected again.
       *[other] { $count } households cannot be written to now: the platform refuses our account, and the message waits until it is connected again.
    }
forecast-unreachable-no_template =
    { $count ->
        [one] { $count } household on Zalo has not written for long, and no approved template fits.
       *[other] { $count } households on Zalo have not written for long, and no approved template fits.
    }
forecast-unreachable-paid_not_allowed =
    { $count ->
        [one] { $count } household takes paid messages only, which this kind of alert may not use.
       *[other] { $count } households take paid messages only, which this kind of alert may not use.
    }
forecast-unreachable-quota_used_up =
    { $count ->
        [one] { $count } household is left out: the quota of Zalo is used up.
       *[other] { $count } households are left out: the quota of Zalo is used up.
    }
forecast-unreachable-night =
    { $count ->
        [one] { $count } household would wait for the morning, and the alert ends before.
       *[other] { $count } households would wait for the morning, and the alert ends before.
    }
findings-title = Checks before sending
findings-checking = Checking…
findings-none = Nothing to change.
finding-is-block = Must change
finding-is-confirm = Confirm
finding-is-note = Note
finding-show = Show in the text
finding-in-en = { $finding } (English text)
compose-finding-text_empty = There is no text.
compose-finding-text_too_long = The text is longer than a channel takes: { $found }
compose-finding-placeholder_left = Not filled in yet: { $found }
compose-finding-id_number = Number of an identity document: { $found }. Take it out.
compose-finding-phone_number = { $found } is a phone number, not one of your unit. It is right and must be told.
compose-finding-link = { $found } is a link. It is right and must be told.
compose-finding-unsafe_link = The link { $found } installs something or hides where it leads. Take it out.
compose-finding-all_caps = The text is all in capitals, which is hard to read.
compose-finding-checkpoint_wording = “{ $found }” sounds like telling where a checkpoint stands. It is meant as written.
compose-finding-legal_basis_missing = About a person, and no legal basis is chosen. Send it all the same.
compose-finding-photo_not_described = Say whether a person can be recognised in the picture.
compose-finding-photo_of_person = The picture shows a person who can be recognised. I have looked again; send it.
compose-finding-source_missing = No document number and no issuing authority. Send it all the same.
compose-finding-english_missing = No English text: who reads English gets Vietnamese.
compose-finding-sent_recently = The same text ({ $found }) went out within the last half hour. Send it again?
compose-finding-quiet_hours = Some groups have quiet hours now: their households get it when these end.
compose-finding-ends_in_quiet_hours = It ends before the quiet hours do: some groups get nothing. Send it all the same.
approval-reason-category = This kind of alert needs a higher role to agree.
approval-reason-reach = More households than one person may write to alone.
legal-basis-wanted_notice = A wanted notice was issued
legal-basis-family_consent = The family agrees
legal-basis-public_interest = Public interest
group-kind-hamlet = Hamlets
group-kind-parish = Parishes
group-kind-school = Schools
group-kind-market = Markets
group-kind-lodging = Lodgings
group-kind-tourist_site = Tourist sites

# Writing an alert.

compose-title = Write an alert
compose-drill-title = Write a drill
compose-nothing-allowed = Your role sends no kind of alert.
compose-text = Text
compose-text-vi = Vietnamese text
compose-text-en = English text
compose-blanks-vi = Fill in
compose-blanks-en = Fill in, English
compose-blank = Blank
compose-english-on = Add English
compose-english-off = Remove English
compose-severity = Severity
compose-severity-info = Information
compose-severity-advisory = Advisory
compose-severity-urgent = Urgent
compose-severity-critical = Critical
compose-legal-basis = Why a person may be named
compose-document-number = Document number
compose-issuing-authority = Issuing authority
compose-choose = Choose
compose-clear = Clear
compose-schedule = Send later
compose-send-from = Send at (time in Vietnam)
compose-time-incomplete = The time is not complete. It is still { $time }.
compose-time-over = This time is over: it will leave at once.
compose-area = Who gets it
start-search = Find a template
start-search-how = Type some letters, with or without marks; Enter takes the first template.
start-blank = Write my own
start-blank-of = Write my own: { $category }
start-none-found = No template fits. Try other words.
area-all = The whole area
area-groups = Groups
area-search = Find a group
area-households = Households
area-reachable = Reachable
area-none = The unit has no groups yet. Add groups before sending alerts.
area-none-found = No group fits.
area-choose = Choose at least one group.
area-changed = A group has ended or was merged. Choose again.
area-counting = Counting…
area-total =
    { $count ->
        [one] { $count } household
       *[other] { $count } households
    } in { $groups ->
        [one] { $groups } group
       *[other] { $groups } groups
    }
area-overlap =
    { $count ->
        [one] { $count } household is in several groups and gets it once
       *[other] { $count } households are in several groups and get it once
    }
area-overlap-pair = { $first } and { $second }: { $count } in both
preview-empty = Choose groups to see the message on the phones of households.
forecast-empty = Choose groups to know how many households get it, and how soon.
drafts-title = Begun and not sent
draft-clean = The draft saves itself as you write
draft-saving = Saving…
draft-saved = Draft saved at { $time }
draft-kept = Not saved at the service yet; this browser keeps it
draft-unsaved = Not saved. Do not close this page.
draft-over = This draft was sent or discarded elsewhere
draft-saved-at = Saved { $time }
draft-kept-at = In this browser only, { $time }
draft-without-text = (no text yet)
draft-returned = Given back: { $comment }
draft-resume = Go on writing
draft-discard = Discard
draft-discard-question = Discard this draft for good?
draft-discarded = The draft is discarded.
send = Send
send-drill = Send drill
send-now =
    { $count ->
        [one] Send to { $count } household now
       *[other] Send to { $count } households now
    }
send-later =
    { $count ->
        [one] Send to { $count } household at { $time }
       *[other] Send to { $count } households at { $time }
    }
send-ask =
    { $count ->
        [one] Ask approval for { $count } household
       *[other] Ask approval for { $count } households
    }
send-drill-now =
    { $count ->
        [one] Send DRILL to { $count } household
       *[other] Send DRILL to { $count } households
    }
send-drill-later =
    { $count ->
        [one] Send DRILL to { $count } household at { $time }
       *[other] Send DRILL to { $count } households at { $time }
    }
send-drill-ask =
    { $count ->
        [one] Ask approval of a DRILL for { $count } household
       *[other] Ask approval of a DRILL for { $count } households
    }
send-wait-ready = This one cannot be sent any more.
send-wait-no_area = Choose who gets it.
send-wait-nobody = No household is in the chosen groups yet.
send-wait-too_long = The text is longer than a channel takes.
send-wait-checking = Checking…
send-wait-not_checked = Not checked yet. Look at the connection.
send-wait-forbidden = You may not send this.
send-wait-open =
    { $count ->
        [one] { $count } thing left to change or confirm.
       *[other] { $count } things left to change or confirm.
    }
send-title = Send the alert?
send-ask-title = Ask for approval?
send-drill-title = Send the drill?
send-about = { $category } – { $groups }
send-to =
    { $count ->
        [one] It leaves for { $count } household at once. It cannot be taken back, only corrected.
       *[other] It leaves for { $count } households at once. It cannot be taken back, only corrected.
    }
send-to-later =
    { $count ->
        [one] It leaves for { $count } household at { $time }.
       *[other] It leaves for { $count } households at { $time }.
    }
send-second-person = A second person has to approve:
send-drill-confirm = I send a DRILL, not a real alert.
send-break-glass = It cannot wait: send now, approve afterwards
send-break-glass-reason = Why it cannot wait
send-break-glass-reason-why = At least { $count } letters. The approver reads it.
send-break-glass-now =
    { $count ->
        [one] Send to { $count } household now, approve afterwards
       *[other] Send to { $count } households now, approve afterwards
    }
send-again-is-safe = Sending again is safe: the alert leaves once.
send-refused-checks_open = Something new was found. Close this and look at the checks.
send-refused-text_too_long = The text is longer than a channel takes.
send-refused-severity_not_allowed = This kind of alert does not have that severity.
send-refused-break_glass_not_allowed = Only a critical alert leaves before its approval.
send-refused-drill_not_confirmed = Confirm that this is a drill.
send-refused-drill_never_changes = A drill stays a drill, and nothing else becomes one.
send-refused-empty_audience = No household is left in the chosen groups.
send-refused-not_a_draft = This was sent or discarded elsewhere. Look at the list of alerts.
send-refused-forbidden = You may not send this.
sent-raised = { $number } is sent
sent-raised-to =
    { $count ->
        [one] On its way to { $count } household.
       *[other] On its way to { $count } households.
    }
sent-approve-by = A second person has to approve it by { $time }.
sent-pending = { $number } waits for approval
sent-approvers-told =
    { $count ->
        [one] { $count } approver was told by message.
       *[other] { $count } approvers were told by message.
    }
sent-nobody-told = No approver has linked a chat, so nobody was told by message. It waits under “{ nav-approvals }” in their console: call one.
sent-follow = Follow this alert
sent-next = Write another one

# Approvals.

nav-compose = Write
nav-approvals = Approve
nav-templates = Templates
nav-drills = Drills
approvals-title = Waiting for approval
approvals-none = Nothing waits for approval.
approval-title = Approve an alert
approval-what = { $category } · { $number }
approval-by = { $number }, { $office }
approval-by-office = { $office } asked at { $time }
approval-households =
    { $count ->
        [one] { $count } household
       *[other] { $count } households
    }
approval-due-before = ends { $time }
approval-due-after = sent already, decision due { $time }
approval-send-from = To be sent at { $time }
approval-glass = Sent before its approval, because: { $reason }
approval-glass-no-reason = no reason was given
approval-audience = Who gets it, and when
approval-groups =
    { $count ->
        [one] { $count } group
       *[other] { $count } groups
    }
approval-not-yours = Somebody else has to approve: nobody approves their own alert.
approval-gone = It does not wait any more: somebody decided, or it ended.
approval-back = To what waits for approval
approve-before =
    { $count ->
        [one] Approve and send to { $count } household
       *[other] Approve and send to { $count } households
    }
approve-after =
    { $count ->
        [one] Approve what was sent to { $count } household
       *[other] Approve what was sent to { $count } households
    }
approve-drill-before =
    { $count ->
        [one] Approve and send DRILL to { $count } household
       *[other] Approve and send DRILL to { $count } households
    }
approve-drill-after =
    { $count ->
        [one] Approve the DRILL sent to { $count } household
       *[other] Approve the DRILL sent to { $count } households
    }
return-before = Give back
return-after = Disapprove
return-comment-before = Why, and what to change
return-comment-after = Why
approved-before =
    { $count ->
        [one] { $number } is approved and on its way to { $count } household.
       *[other] { $number } is approved and on its way to { $count } households.
    }
approved-after =
    { $count ->
        [one] Your approval of { $number } is on record ({ $count } household).
       *[other] Your approval of { $number } is on record ({ $count } households).
    }
returned-before = { $number } is given back to its author.
returned-after = Your disapproval of { $number } is on record. It goes on until somebody stops it.
approval-own_alert = You wrote { $number }: somebody else has to approve it.
approval-already_decided = Somebody has already decided about { $number }.
approval-refused-empty_audience = No household is left in its groups. It waits on.
approval-refused-forbidden = You may not approve this.

# Templates.

templates-title = Templates
templates-intro = Your unit’s own, and those that come with the service. What stands in square brackets is filled in when writing.
templates-search = Find a template
template-add = Add a template
template-use = Write from this
template-origin-unit = of your unit
template-origin-built_in = built in
template-category = Kind of alert
template-category-missing = Choose a kind of alert.
template-name = Name
template-name-missing = Enter a name of 80 letters at most.
template-name-taken = There is a template of this name for this kind of alert.
template-text-missing = Enter a text.
template-too-long = { $length } characters long, at most { $limit }.
template-blanks-how = Put what changes each time in square brackets: [street], [time].
template-blanks = Will be asked for: { $blanks }
template-no-blanks = Nothing to fill in.
template-save = Save template
template-saved = The template { $name } is saved.
template-retire = Remove template
template-retire-question = Remove the template { $name }? Alerts that were sent do not change.
template-retired = The template is removed.
template-not-yours = You may not change templates of this unit.

# Drills.

drills-title = Drills
drills-intro = Sent like the real thing, to know how many households get it and how soon they answer.
drills-none = No drill yet.
drill-compose = Write a drill
drill-answered-of =
    { $count ->
        [one] { $answered } of { $count } household answered
       *[other] { $answered } of { $count } households answered
    }
drill-score-title = How the drill went
drill-score-not_a_drill = This is not a drill.
drill-score-not_sent = This drill was not sent.
drill-score-forbidden = There is no such drill of your unit.
drill-back = To all drills
drill-provisional = The drill goes on: the figures will change.
drill-this = This one
drill-previous = { $number }
drill-no-previous = None before
drill-change = Change
drill-better = better
drill-worse = worse
drill-share =
    { $count ->
        [one] { $percent }% ({ $count } household)
       *[other] { $percent }% ({ $count } households)
    }
drill-points =
    { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
drill-seconds = { $seconds } s
drill-minutes = { $minutes } min { $seconds } s
drill-whole-minutes = { $minutes } min
drill-figure-households = Households
drill-figure-reached = Got it
drill-figure-answered = Answered
drill-figure-median = Half answered within
drill-figure-slowest = Slowest answer
drill-figure-dead = Dead contacts

## Groups

nav-groups = Groups
groups-title = Neighbourhood groups
groups-intro = A group hears an alert together. New households join with its code.
groups-none = The unit has no groups yet.
groups-none-add = The unit has no groups yet. Add the first one so that households can join.
group-add = Add a group
group-added = { $name } is added. Households join with this code:
group-code = Join code
group-households = { $households } households, { $reachable } of them reachable
group-quiet = Quiet from { $from } to { $to }
group-quiet-none = No quiet hours
group-place-known = Has a place on the map
group-place-none = Not on the map yet
group-poster = Invitation sheet
group-edit = Edit
group-edit-named = Edit { $name }
group-kind = Kind of group
group-name = Name of the group
group-name-missing = Please write the name, at most 80 characters.
group-name-taken = The unit has a group of that name.
group-not-yours = This group has ended, or is not your unit’s.
group-quiet-wanted = Has quiet hours
group-quiet-how = Only critical alerts come in these hours; others are kept until they end.
group-quiet-from = From
group-quiet-to = To
group-time-wanted = Please write a time, such as 21:30.
group-times-equal = Beginning and end must differ.
group-place = Place
group-place-how = Latitude, longitude, as a map on your phone copies it. Leave it empty while you do not know.
group-place-wanted = Please write latitude, then longitude, such as 12.6833, 108.0500.
group-save = Save
group-saved = { $name } is saved.
poster-title = Invitation sheet
poster-intro = Print it on A4 for the community house, the market gate, the notice board.
poster-back = Back to the groups
poster-call = Join the group
poster-open = Scan a code below, or look for the account on Zalo or Telegram.
poster-send = Send the code
poster-follow = Follow what it says. It takes about a minute.
poster-code-of = QR code that opens { $account }
poster-care = Free of charge. To stop, write “dừng”. The police never ask for passwords, one-time codes or bank accounts by message.
