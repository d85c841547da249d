# Texts in English. First line: what to do. Labels of buttons (choice-*, reply-<CODE>): at most 20 characters.

## Demo

demo-mark = 🧪 DEMO – NOT A REAL MESSAGE
demo-first =
    🧪 THIS IS A DEMO. Nothing you read here is real.
    In a real emergency call 113, 114 or 115.

## Joining

greeting =
    Welcome. Please type the 6-character join code on your slip.
    Bình Yên connects the ward or commune police with every household.
    No code yet? Please ask the head of your hamlet or the police.
code-ask = Please type the 6-character join code on your slip.
code-format =
    A join code has exactly 6 letters and digits, for example 7K3PQ2.
    Please look at the slip and type it again.
code-lookalike =
    Please check the code: it has no 0, no 1 and none of the letters O, I, L.
    What looks like 0 may be a D or Q; what looks like 1 may be a 7.
code-wrong =
    This code is not right. Please look at the slip and type it again (tries left: { $left }).
    6 characters; no 0, no 1, none of O, I, L. Often confused: 8 and B, 5 and S, 2 and Z.
code-paused =
    Too many wrong codes. Please wait about { $minutes } min and type it again.
    For help ask the head of your hamlet or the police.
code-ended =
    The group “{ $group }” has ended. Please ask the police for the code of the new group.
    When you have it, type it here.
code-ended-successor =
    The group “{ $group }” is now “{ $successor }”. New code: { $code }
    Press the button below, or type 1, to join the new group.
choice-join-successor = Join the new group
join-found =
    Code found: { $group }, { $unit }.
    Just a few short questions.
join-name = What is your name? (For example: Nguyễn Thị Lan, Y Bhăng Mlô.)
join-name-again = Please type your name in letters, not a code or command, at most 80 characters.
join-house =
    Thank you, { $name }. Which house is yours?
    For example: 12, alley 3, Y Jút street.
join-house-again = Please type the house number, or what people call the house, at most 80 characters.
join-language =
    In which language do you want messages?
    Press a button, or type 1 or 2.
choice-vi = Tiếng Việt
choice-en = English
choose-one = Please press a button, or type its number.
consent-text =
    Please read, then choose Agree or No. Joining is voluntary.
    • { $unit } keeps: your name, house, language, this chat account and your answers.
    • What for: to send safety and emergency messages, and to know who needs help.
    • Who sees it: only police officers assigned to this. No advertising, not passed on to others.
    • At any time: type “stop” to get no more messages, “erase me” to delete your name and chat account.
    Do you agree? Press a button, or type 1 (agree) or 2 (no).
choice-agree = Agree
choice-disagree = No
consent-declined =
    That is fine. We keep neither your name nor your house.
    To join later, type the code again. Emergencies: call 113, 114, 115.
join-cancelled =
    Stopped. We keep neither your name nor your house.
    To join later, type the code again.
join-gone =
    This group has just ended, so you could not join. Please type another code.
    No code? Please ask the police.
joined =
    You have joined { $group }. Welcome!
    { $unit } will write to you here. Others in your household join with the code: { $code }
    Type “menu” to see what you can do.
already-member = You have already joined. Nothing more to do.
test-alert =
    🔔 TEST: please press “I have read it”, or type 1.
    This is a test of { $unit } to see that messages reach you. Nothing has happened.
test-remind = Please press “I have read it”, or type 1, so that we know messages reach you.
test-confirmed =
    Thank you. Messages reach your household.
    From now on we write to you here. Type “menu” to see alerts, “/help” when you need help.
text-please = Please answer this in words.

## Household

household =
    🏠 { $house }
    Group: { $groups }
    Police: { $unit }
    People in the household:
household-line = • { $name }
household-line-me = • { $name } (you)
household-invite = Others in the household join with the code: { $code }
household-none = This account belongs to no household yet. Please type a join code.

## One person, several chats

choice-link = Link another chat
choice-prefer = Which app first
chat-name =
    { $first ->
        [yes] ✓{" "}
       *[no] {""}
    }{ $channel ->
        [zalo] Zalo
       *[telegram] Telegram
    }{ $here ->
        [yes] {" "}(here)
       *[no] {""}
    }
link-code =
    Link code: { $code }. Within { $minutes } minutes open the chat of Bình Yên in the other app (Zalo or Telegram) and type it there.
    It works once, for a chat of your own. Please give it to nobody.
link-not-member = Please type a join code first. Another chat can be linked once you have joined.
link-confirm =
    The link code is right: { $group }, { $unit }. Shall we write to you in this chat too?
    We also store this chat account. Your household still counts as one.
    Press a button, or type 1 (I agree) or 2 (No).
link-confirm-merge =
    This chat and the other one are of the same household. Make them one person?
    The name given in the other chat stays; the one given in this chat is erased.
    Press a button, or type 1 (I agree) or 2 (No).
link-declined =
    All right, nothing was linked.
    Whenever you want to, type the code again, or “link” in the other chat for a new one.
linked =
    Linked. Welcome, { $name }: messages now reach you in { $chats } places, and your household still counts as one.
    To choose where they come first, type “preferred app”.
linked-merged = The name given in this chat has been erased.
link-same-chat =
    This chat is linked already. Please type the code in the other app (Zalo or Telegram).
link-other-household =
    This chat belongs to another household ({ $group }), so it was not linked. Nothing has changed.
    To move, type “erase me” here to leave that household, then type the code again.
link-code-over =
    This link code is wrong, used, or older than 15 minutes ({ $left } tries left).
    Please type “link” in the other chat for a new one.
prefer-ask =
    Where shall we write to you first? Press a button, or type a number.
    The other one is used when the first cannot be reached or stays without an answer.
prefer-only-one = You have one chat with us so far. To add one, press the button below or type “link”.
preferred =
    From now on we write to you on { $channel ->
        [zalo] Zalo
       *[telegram] Telegram
    } first.

## Menu and help

welcome-back = Welcome, { $name }.
menu =
    What do you need? Press a button, or type a number.
    1. Latest alerts · 2. My household · 3. Help
menu-more = 4. Language · 5. Stop messages · 6. Erase me
choice-alerts = Latest alerts
choice-household = My household
choice-help = Emergency numbers
choice-language = Language
choice-stop = Stop messages
choice-erase-me = Erase me
choice-menu = Menu
help =
    In danger call at once: 113 police · 114 fire and rescue · 115 ambulance.
    112 search and rescue · 111 child protection.
    Police never ask for OTP codes and never send links to install apps.
    To answer an alert: press a button, type 1, 2, 3, or send words, a photo, a voice note, a place. Only police read it.
    Type “menu” for everything else.
help-duty = Duty officer, { $unit }: { $phone }
emergency =
    🆘 CALL NOW: 113 police · 114 fire and rescue · 115 ambulance.
    Your message has NOT gone to anyone, because no alert for your household is open. Please call.
not-understood = Sorry, I did not understand. Press a button below, or type “menu”.
button-stale = This button no longer works. Press a button below, or type “menu”.
kind-unusable = Please send words, a photo, a voice note or a place. I cannot read what you sent.
language-ask =
    In which language do you want messages?
    Press a button, or type 1 or 2.
language-set = From now on we write in English.

## Stopping and erasing

stopped =
    You will get no more messages.
    To get them again press the button below or type “resume”. Emergencies: call 113, 114, 115.
stopped-staff = You will also get no more notices of people who need help.
stopped-notice =
    You have stopped messages. Press the button below, or type “resume”, to get them again.
    Emergencies: call 113, 114, 115.
choice-resume = Resume messages
resumed = You will get messages again. Thank you.
resume-nothing = You are getting messages. Nothing more to do.
stop-nothing =
    We send nothing to this account, and keep no name or house.
    To join, type a join code.
stop-staff = This is an officer's account: it cannot be stopped in chat. Please ask your unit's administrator.
erase-confirm =
    Delete your name and chat account? You will then get no more messages.
    • Deleted for good: name, language, chat account; the household too, if nobody else is in it.
    • Kept without your name: answers you gave (so that counts stay true), and when you gave and withdrew consent (the law asks for proof).
    Press a button, or type 1 (delete) or 2 (keep).
choice-erase = Delete my data
choice-keep = Keep
erase-kept = Nothing was deleted. You get messages as before.
erased =
    Your name and chat account are deleted. Thank you for taking part.
    To come back, type a join code. Emergencies: call 113, 114, 115.
erase-nothing = We keep no name or house for this account, so there is nothing to delete.
erase-staff = This is an officer's account: it cannot be deleted in chat. Please ask your unit's administrator.

## Alerts, seen by a household

alerts-none = There is no alert for your household.
alerts-list = Type a number to read an alert again:
alert-line =
    { $open ->
        [yes] { $text } ({ $time })
       *[no] { $text } ({ $time }, ended)
    }
alert-again =
    { $text }

    (Alert { $number }, sent { $time })
alert-again-closed =
    ENDED: alert { $number }, sent { $time }.

    { $text }
my-reply = Your answer: { $reply }
number-unknown = Please type a number from 1 to { $last }, or press a button.
content-no-alert = No alert is open, so this has not gone to anyone. Emergencies: call 113, 114, 115.

reply-lead =
    { $changed ->
        [yes] Answer changed
       *[no] Received
    }
reply-forwarded =
    { $forwarded ->
        [yes] The officers on duty have it now.
       *[no] NO officer could be reached by chat: please call now.
    }
reply-recorded-ACK = { reply-lead } ({ $number }): read. Thank you.
reply-recorded-SAFE =
    { reply-lead } ({ $number }): your household is safe. Thank you.
    If that changes, press “Need help” or type “help”.
reply-recorded-HELP =
    🆘 { reply-lead } at { $time }: YOUR HOUSEHOLD NEEDS HELP ({ $number }). { reply-forwarded }
    In danger call { $phone } or 113, 114, 115 at once.
reply-recorded-STUCK =
    🆘 { reply-lead } at { $time }: YOUR HOUSEHOLD CANNOT LEAVE ({ $number }). { reply-forwarded }
    In danger call { $phone } or 113, 114, 115 at once.
reply-recorded-SEEN =
    { reply-lead } ({ $number }): you saw it. Please tell us what, where and when.
    Words, a photo or a voice note. Only police read it. If urgent, call { $phone }.
reply-recorded-TIP =
    { reply-lead } ({ $number }). Please write here what you know.
    Words, a photo or a voice note. Only police read it. If urgent, call { $phone } or 113.
reply-recorded-VICTIM =
    { reply-lead } ({ $number }). Send no more money, keep the messages, and ask your bank to lock the account.
    Please tell us who contacted you, when, and how much. Only police read it. Call { $phone } for advice.
reply-recorded-ASK =
    { reply-lead } ({ $number }). Please write your question here; an officer will read it.
    If urgent, call { $phone }.
reply-recorded-MOVED =
    { reply-lead } ({ $number }): your household has moved. Thank you.
    Please do not go back before you are told to. If you need help, type “help”.
reply-recorded-OK = { reply-lead } ({ $number }): checked, all fine. Thank you.
reply-recorded-DONE = { reply-lead } ({ $number }): done. Thank you.
reply-recorded-LATER = { reply-lead } ({ $number }): not done yet. If you need help with it, call { $phone }.
reply-recorded-JOIN = { reply-lead } ({ $number }): you will join. Thank you.
reply-recorded-NO = { reply-lead } ({ $number }): you will not join. Thank you for telling us.
reply-recorded-IS_TRUE =
    { reply-lead } ({ $number }). Please send us the exact words you heard, so that an officer can check.
    Until then please do not share it.
help-details =
    Please write here: how many people, who cannot walk, on the roof or on which floor.
    A photo, voice note or place helps too. Once safe, type “safe”.
reply-content =
    { $kind ->
        [photo] Photo received
        [voice] Voice note received
        [place] Place received
       *[text] Message received
    } at { $time } (alert { $number }). { $forwarded ->
        [yes] The officers on duty have it now.
       *[no] Only police read it.
    }
    If urgent, call { $phone } or 113, 114, 115.
reply-closed =
    Alert { $number } { $state ->
        [resolved] has ended
        [corrected] was corrected
        [cancelled] was stopped
        [expired] has expired
       *[other] takes no more answers
    }. This answer was not recorded.
    If you need help now: type “help”, or call 113, 114, 115.
reply-not-yours = This alert was not sent to your household, so no answer was recorded. Emergencies: call 113, 114, 115.

## Labels of replies

reply-ACK = I have read it
reply-SAFE = We are safe
reply-HELP = Need help
reply-SEEN = I saw this
reply-TIP = Private tip
reply-VICTIM = I was scammed
reply-ASK = Ask an officer
reply-MOVED = We have moved
reply-STUCK = We cannot leave
reply-OK = Checked, all fine
reply-DONE = Done
reply-LATER = Not yet
reply-JOIN = I will join
reply-NO = I will not join
reply-IS_TRUE = Is this true?

## Officers

typed-compose =
    { $commands ->
        [words] type “canh bao”
       *[slash] /canhbao
    }
typed-status =
    { $commands ->
        [words] type “tinh hinh”
       *[slash] /tinhhinh
    }
staff-linked =
    Welcome, { $name }, { $unit }. Your account is linked.
    Write an alert: { typed-compose } · See its status: { typed-status } · More: type “menu”.
officer-menu =
    { $name }, { $unit }. Press a button, or type 1, 2, 3.
    Write an alert: { typed-compose } · See its status: { typed-status }
choice-compose = Write an alert
choice-status = Status
choice-home = My own household
officer-forbidden = This cannot be done: there is no such thing, or you have no right to it.
compose-no-groups = Your unit has no groups yet, so no alert can be sent.
compose-no-categories = You may not send any kind of alert yet.
compose-category = Choose the kind of alert: type its number.
compose-area =
    Choose the area: type numbers of groups (for example: 1 3), or “all”. Then type “done”.
    Chosen: groups { $groups }, households { $households }.
compose-area-again = No group was chosen. Please type numbers from the list, for example: 1 3.
choice-area-all = All groups
choice-area-done = That is all
compose-text =
    Type the text of the alert, in Vietnamese. First line: what people should do.
    You may copy an example above and change it. Number, time, unit and phone are added.
choice-use-template = Use this example
compose-text-again = Please type the text in words.
compose-placeholder = Still to be filled in: { $placeholder }. Please fill it in and send the whole text again.
compose-too-long = The text is too long: { $length } characters, at most { $limit }. Please shorten it and send it again.
compose-empty-audience = No household has joined there yet, so nothing can be sent.
preview-intro = Households will see exactly this:
summary-time =
    { $minutes ->
        [0] { $seconds } s
       *[other] { $minutes } min
    }
compose-summary =
    Send this alert? Press a button, or type 1 (send), 2 (edit), 3 (cancel).
    Households: { $households }, reachable: { $reachable }. The last one gets it after about { summary-time }.
message-summary =
    Send this message? Press a button, or type 1 (send), 2 (edit), 3 (cancel).
    Households: { $households }, reachable: { $reachable }. The last one gets it after about { summary-time }.
category-needs-approval = needs approval
compose-findings = Please look again before you send:
compose-blocked = It cannot be sent like this. Please change it and send the whole text again:
finding-text_empty = There is no text.
finding-text_too_long = Too long by { $found } characters.
finding-placeholder_left = Not filled in yet: { $found }
finding-id_number = An identity number: { $found }. Numbers of papers do not belong into an alert.
finding-phone_number = A phone number: { $found }. Only the duty phone should be there.
finding-link = A link: { $found }. People are told not to follow unknown links.
finding-unsafe_link = A shortened link, or one that installs something: { $found }
finding-all_caps = Nearly all of it is in capitals: hard to read.
finding-checkpoint_wording = It tells where a checkpoint is: { $found }
finding-legal_basis_missing = It is about a person: a basis is needed to name or show them (wanted notice, family consent, public interest).
finding-photo_not_described = Nobody has said whether the picture shows a person.
finding-photo_of_person = The picture shows a person who can be recognised.
finding-source_missing = No document or issuing authority is named. Please write it into the text, for example: Source: ward people’s committee.
finding-english_missing = There is no English text: readers of English get the Vietnamese one.
finding-sent_recently = This text was sent within the last 30 minutes (alert { $found }). Send it again?
finding-quiet_hours = Quiet hours ({ $found }) of some groups: their households get it when those end.
finding-ends_in_quiet_hours = It ends before the quiet hours ({ $found }) do: those households will not get it.
compose-summary-approval =
    { $reason ->
        [reach] Ask for approval of this? So many households need a second person.
       *[other] Ask for approval of this? This kind of alert needs a second person.
    }
    Press a button, or type 1, 2, 3. It is sent once it is approved.
    { $households } households, { $reachable } can be reached. The last one gets it after about { summary-time }.
choice-submit = Ask for approval
choice-break-glass = Send now, say why
compose-pending = Alert { $number } waits for approval and has not been sent. { $told } approvers were told.
compose-pending-nobody = Alert { $number } waits for approval and has not been sent. No approver uses this channel yet: please call one.
glass-reason = Why can it not wait for approval? Type the reason (10 characters at least). It is sent at once, the reason is kept, and an approver looks at it afterwards.
glass-not-allowed = Only an alert about danger to life may be sent before it is approved.
raised-after = It was sent before its approval: an approver looks at it before { $due }.
drill-intro = 🟦 THIS WILL BE A DRILL. Every message says so; it can never become a real alert.
drill-confirm = 🟦 Send this DRILL to the households? Press a button, or type 1 (send the drill), 2 (cancel).
choice-drill-send = Send the drill
forecast-held =
    { $hold ->
        [paused] The alert is held: the message waits until it goes on.
       *[scheduled] The alert has not begun: the message waits with it.
    }
forecast-channels = By Telegram: { $telegram }. By Zalo: { $zalo }. Half of the households have it after about { summary-time }.
forecast-charged = Charged messages: { $messages }, about { $dong } đ before tax.
forecast-deferred = Households that wait, at the latest until { $time }: { $households }.
forecast-account-refused = Not reached now, because the platform refuses our account until it is connected again: { $households }.
forecast-no-template = Not reached, because they have not written on Zalo for long and no template is approved: { $households }.
forecast-not-paid-for = Not reached, because their messages are charged and this alert does not spend money: { $households }.
forecast-quota-used-up = Not reached, because Zalo has nothing left to send before the alert ends: { $households }.
forecast-night = Not reached, because they would wait for the morning and the alert ends before: { $households }.
confirm-again = Send, edit or cancel? Press a button, or type 1, 2, 3.
choice-send = Send now
choice-edit = Edit
choice-cancel = Cancel
compose-cancelled = Cancelled. Nothing was sent.
raised = Alert { $number } is being sent; households: { $households }. To watch, update or stop it: { typed-status }.

status-none = No alert is open.
status-list = Choose an alert: type its number.
status-line = { $number }, { $time }: { $text }
status-words = Latest messages from households:
state-name =
    { $state ->
        [draft] draft
        [pending_approval] waiting for approval
        [sending] sending
        [active] all sent
        [updated] updated
        [resolved] ended
        [corrected] corrected
        [cancelled] stopped
        [expired] expired
       *[other] –
    }
board-state =
    { $hold ->
        [paused] ⏸ PAUSED
        [scheduled] scheduled for { $starts }
       *[no] { state-name }
    }
progress-board =
    📊 { $number } · { $category } · { board-state }
    Households: { $households }
    ✅ Sent: { $sent } · ⏳ Left: { $pending }
    📵 Unreachable: { $unreachable } · ❔ Unknown: { $unknown }
    ✖️ Failed: { $failed } · 🚫 Not sent any more: { $cancelled }
    👁 Read: { $read } · 🏠 Safe: { $safe } · 🆘 NEED HELP: { $help }
    💬 Words, photos, voices, places: { $words }
    Updated at { $time }
progress-board-final =
    🏁 { $number } · { $category } · { board-state }
    Households: { $households }
    ✅ Sent: { $sent } · ⏳ Left: { $pending }
    📵 Unreachable: { $unreachable } · ❔ Unknown: { $unknown }
    ✖️ Failed: { $failed } · 🚫 Not sent any more: { $cancelled }
    👁 Read: { $read } · 🏠 Safe: { $safe } · 🆘 NEED HELP: { $help }
    💬 Words, photos, voices, places: { $words }
    Last count, at { $time }
manage-send = Send more about this alert? Press a button, or type 1 (update), 2 (correction), 3 (closing).
manage-more =
    { $paused ->
        [yes] Type 4 for new figures, 5 to stop for good, 6 to resume sending.
       *[no] Type 4 for new figures, 5 to stop for good, 6 to pause.
    }
choice-update = Update
choice-correction = Correction
choice-closure = Closing
choice-refresh = New figures
choice-stop-alert = Stop sending
choice-pause-alert = Pause
choice-resume-alert = Resume sending
message-text-update = Type the update. First line: what people should do now.
message-text-correction = Type the correction: what was wrong, what is right. It goes to the households that got the alert.
message-text-closure = Type the closing message: how it ended, and thanks. It goes to the households that got the alert.
message-sent =
    Sending the { $kind ->
        [update] update
        [correction] correction
        [closure] closing message
       *[other] message
    } of alert { $number }; households: { $recipients }.{ $hold ->
        [paused] {" "}NOT YET SENT: the alert is paused; this goes out when it is resumed.
        [scheduled] {" "}NOT YET SENT: this goes out at the scheduled time of the alert.
       *[no] {""}
    }
stop-alert-confirm =
    Stop sending this alert? Households that have not got it will not get it. It cannot be resumed.
    Press a button, or type 1 (stop) or 2 (cancel).
alert-stopped =
    Alert { $number } is stopped. Messages not sent: { $left }.
    Please send a correction to the households that got it.
alert-paused =
    ⏸ Alert { $number } is paused. Messages waiting: { $waiting }.
    Press “Resume sending” or type “resume sending” to send the rest. Once the alert expires nothing more is sent.
alert-already-paused =
    Alert { $number } is paused already.
    Press “Resume sending” or type “resume sending” to send the rest.
alert-resumed = ▶️ Alert { $number } goes on. Messages waiting: { $waiting }.
alert-not-paused = Alert { $number } is not paused; there is nothing to resume.
alert-not-open =
    Alert { $number } { $state ->
        [resolved] has ended
        [corrected] was corrected
        [cancelled] was stopped
        [expired] has expired
       *[other] has not been sent
    }, so this cannot be done.

## What officers are told

notice-help =
    🆘 NEEDS HELP: { $household }, { $group }
    Alert { $number }, at { $time }
    { $words }
notice-words =
    💬 { $household }, { $group } adds (alert { $number }, at { $time }):
    { $words }
notice-misconfigured = ⚠️ A channel has stopped sending: the platform refuses your unit's account. Please tell the administrator at once to check its access token.
notice-sign-in-link =
    A link into the console. It works once, for 5 minutes, in the browser in which you asked for it:
    { $url }
    Not you who asked? Do not open it, send it to nobody, and tell the administrator.
consent-connected = The Zalo OA is connected. You may close this page.
consent-link-over = This link was used or is older than 10 minutes. Please make a new one: npm run zalo -- connect
consent-other-account = This is another Zalo OA than the one that is connected. Nothing was changed. Please choose the right OA and try again.
consent-failed = Zalo could not be connected. Please make a new link and try again: npm run zalo -- connect
notice-takeover =
    💬 A colleague is talking with { $household } directly, in the chat tool of the Zalo OA.
    The bot does not answer in this chat until { $time }; buttons and calls for help still count.
notice-misfired =
    ⏰ NOT SENT: alert { $number }, scheduled for { $time }. It could not be sent then, and now it is too late.
    No household has it. If it is still needed, please write it again.
notice-webhook-failing =
    ⚠️ Changes are told to { $host } no more: it accepted nothing for a whole day.
    Once the receiver is mended, please open the page Webhooks of the console and press “Resume”.
notice-webhook-gone =
    ⚠️ Changes are told to { $host } no more: it answered that it wants no more.
    If it is still needed, please open the page Webhooks of the console and press “Resume”.
notice-photo = [photo]
notice-voice = [voice note, { $seconds } s]
notice-place = [place { $latitude }, { $longitude }]

## A second person

approval-asked =
    Please decide about alert { $number } above: { $category }, { $households } households. Due: { $due }.
    Press a button, or type “duyệt” to see what waits.
approval-asked-after =
    Alert { $number } above ({ $category }, { $households } households) was sent at once, without approval.
    Reason: { $reason }
    Please look at it before { $due }. Press a button, or type “duyệt”.
choice-approve = Approve
choice-return = Return
approval-approved =
    { $when ->
        [after] Alert { $number } was approved after it was sent.
       *[other] Alert { $number } was approved and is being sent.
    }
approval-returned =
    { $when ->
        [after] Alert { $number }, which was sent, was not approved: { $comment }
       *[other] Alert { $number } was returned and not sent: { $comment }
    }
approval-comment = Why is it returned? Type a word to its author.
approval-left = It still waits for approval.
approval-done =
    { $when ->
        [after] Approved { $number } after it was sent.
       *[other] Approved. Alert { $number } is being sent to { $households } households.
    }
approval-returned-done =
    { $when ->
        [after] On record: alert { $number } is not approved. It still goes out; to stop it, type “tình hình”.
       *[other] Alert { $number } is back with its author. It was not sent.
    }
approval-own = You wrote { $number } yourself: somebody else must approve it.
approval-over = Alert { $number } does not wait for approval any more.
approvals-none = Nothing waits for your approval.
approval-waiting =
    { $when ->
        [after] Alert { $number } above was sent before its approval: { $category }, { $households } households.
       *[other] Approve alert { $number } above? { $category }, { $households } households. It is sent as soon as you do.
    }
    Press a button, or type 1 (approve), 2 (return). { $left } more wait.
choice-approvals = What waits

## Is it real?

verify-genuine =
    { $drill ->
        [yes] ✅ { $number } is from the police and is a DRILL: there is no real danger.
       *[no] ✅ GENUINE. { $number } is really from the police.
    }
    { $category } · { $unit } · sent { $time } · { state-name }
    Questions? Call the duty officer: { $phone }.
verify-wrong-code =
    ❌ WRONG CODE. A message with the number { $number } and this code is NOT from the police.
    Do not do what it says, follow no link, send no money. Please tell 113 or the ward police.
verify-code-needed =
    There is an alert { $number }. To be sure that yours is genuine, please type its check code too.
    For example: check { $number } K3P9
verify-unknown-code =
    No alert that your home got has this code.
    Please type the number of the alert and the code. For example: check BMT-2026-0147 K3P9
verify-unknown =
    ❌ THERE IS NO ALERT with the number “{ $number }”. It is very likely a fake.
    Please look again whether number and code are right. Do not do what it says, follow no link, send no money.

verify-page-title = Check an alert of the police
verify-page-intro = Enter the number and the check code at the end of an alert to see whether it is genuine.
verify-page-code-needed = There is an alert { $number }. To be sure that yours is genuine, enter the check code at its end.
verify-page-number = Number
verify-page-code = Check code
verify-page-button = Check
verify-page-closed = It ended at { $time }.
verify-page-until = Valid until { $time }.
verify-page-note = This page asks for nothing about you and keeps nothing. The police never ask for an OTP and never send a link to install an app.
verify-page-language = Tiếng Việt
verify-page-too-many = Too many checks from this network. Please wait a minute and try again, or call 113.

## Alerts, as households get them

alert-header-update = UPDATE
alert-header-correction = CORRECTION
alert-header-reminder = REMINDER
alert-header-closure = ENDED
alert-footer =
    — { $unit }, { $time }
    No. { $number } · check code { $check } · duty officer { $phone }
    Police never ask for OTP codes and never send links to install apps.
alert-drill = 🟦 DRILL – THERE IS NO REAL DANGER
alert-drill-end = 🟦 This is a DRILL. In a real emergency call 113, 114 or 115.
alert-source = Source: { $source }
alert-reminder-note = 🔔 REMINDER: nobody of your home has answered yet. Please press a button or type an answer.
alert-over-closure = ☑️ THIS IS OVER. Please see the newest message.
alert-over-correction = ✏️ THIS HAS BEEN CORRECTED. Please see the newest message.
alert-only-vietnamese = (This message exists in Vietnamese only.)
alert-repeat-note = 🔂 Sent again: the first one may not have arrived. If you have it, please ignore this.

category-fire_explosion = Fire, explosion
category-disaster = Flood, storm, landslide
category-disorder = Public disorder
category-online_scam = Online scam
category-theft = Theft, robbery
category-traffic = Traffic
category-loan_shark = Loan sharks
category-weapons_fireworks = Weapons, explosives, fireworks
category-trafficking = Human trafficking
category-missing_person = Missing person
category-wanted_person = Wanted person
category-drugs = Drugs
category-rumour_correction = False rumour
category-child_protection = Child protection
category-residence_notice = Residence, ID cards
category-community = Community
category-tourist_safety = Tourist safety

## Examples that officers start from. "[…]" must be filled in.

template-fire_explosion-1 =
    GET OUT NOW: fire at [address].
    Neighbours: switch off power, close gas bottles, keep the way clear for fire engines. If trapped press “Need help” or call 114.
template-fire_explosion-2 =
    Do not burn fields or rubbish today: dry air and strong wind spread fire quickly.
    Near fields or forest clear dry grass around the house. If you see smoke call 114 at once.
template-disaster-1 =
    GO TO HIGH GROUND BEFORE [time]: the [river, stream] is rising fast.
    Go to [shelter] with papers, medicine and phone. Press “We are safe”, “Need help” or “We have moved”. Source: [document number].
template-disaster-2 =
    Stay where it is safe and do not wade through streams: heavy rain goes on.
    If old, sick or small people must be moved press “Need help” and write how many. Charge your phone, save power.
template-disorder-1 =
    Stay indoors, do not go to watch: disorder at [place].
    Officers are on the way. If you saw it press “I saw this”; send pictures privately, do not post them.
template-online_scam-1 =
    HANG UP when a caller says to be police and asks you to update VNeID, send money or open a link.
    Police do not work by phone and send no links. In doubt call the duty officer below.
template-online_scam-2 =
    Send no money for “[scam]”: somebody in [area] was cheated.
    If you get such a message take a screenshot and press “Private tip”. If you have paid press “I was scammed”.
template-theft-1 =
    Lock motorbikes, take them inside, leave the yard light on: last night [goods] were stolen in [area].
    If your camera shows [street] at [time] press “I saw this”.
template-theft-2 =
    Harvest time: keep watch on the fields together and tell your neighbours.
    If a strange vehicle waits there note the number and call the duty officer; do not chase anyone.
template-traffic-1 =
    Take another road: [road] is blocked because of [reason].
    Go by [road]. If you saw it or have a dash camera from [time] press “I saw this”.
template-loan_shark-1 =
    Do not call the “quick loan” numbers on posters: interest is very high and debts are collected by threats.
    Give no ID or land papers to strangers. If you are threatened press “Private tip”.
template-weapons_fireworks-1 =
    Do not buy, keep or set off firecrackers. Parents: tell children neither to order nor to make them.
    Old guns, bullets or mines: do not touch them, press “Ask an officer”.
template-trafficking-1 =
    Ask the police before accepting “easy work, high pay” far away, above all across the border.
    If a relative is held or ransom is asked press “Private tip”. Only police read it.
template-missing_person-1 =
    LOOKING FOR: [name], [age], wearing [clothes], left [place] at [time].
    If you see them keep them company and press “I saw this” or call the duty officer. To help search press “I will join”.
template-wanted_person-1 =
    If you see this person call 113 or the duty officer: [name], born [year], notice [number] of [date] by [authority].
    Do not try to arrest if dangerous. Tips are kept private.
template-drugs-1 =
    Look into your child's school bag: sweets and e-cigarettes with drugs are sold near the school gate.
    If you find a strange package keep it and press “Private tip”. For help with addiction press “Ask an officer”.
template-rumour_correction-1 =
    Do not share “[rumour]”: it is NOT TRUE.
    Police checked: [result]. Trust only messages with a number and a check code.
template-child_protection-1 =
    Do not let children bathe alone: ponds and canals are deep in this season.
    Owners: fence ponds, put up signs. If you think a child is beaten or abused call 111 or press “Private tip”.
template-residence_notice-1 =
    Bring your old papers to [place] at [time, date] to get an ID card.
    Old and disabled people first. Nothing to pay but the fee. For help press “Ask an officer”.
template-community-1 =
    One person of each household is invited to [event] at [time, date], [place].
    If you come press “I will join”. Thank you.
template-tourist_safety-1 =
    Please do not swim: rain upstream makes the water rise very fast.
    Press “Need help” or ask the staff at the gate.

## The commands menu

command-menu = What you can do
command-alerts = Latest alerts for your household
command-household = Your household and its code
command-language = Change the language
command-stop = Stop messages
command-help = Help, emergency numbers

# ── The police answer from the console; a test of a channel; files ──
staff-answer =
    📩 { $unit } answers about alert { $number }:

    { $text }
channel-test = ✅ Test message of { $time }. This channel works.
file-households = Households to contact
file-ledger = Ledger
file-column-group = Group
file-column-household = Household
file-column-members = Members
file-column-situation = Situation
file-column-channel = Channel
file-column-message = Message
file-column-account = Account
file-column-state = State
file-column-reason = Reason
file-column-attempts = Failures
file-column-repeats = Repeats
file-column-written = Written
file-column-sent = Sent
file-situation-help = Needs help
file-situation-safe = Safe
file-situation-read = Read
file-situation-silent = No answer
file-situation-waiting = Waiting to be sent
file-situation-unknown = May have got it
file-situation-unreachable = Did not get it
file-state-pending = Waiting
file-state-sending = Being sent
file-state-sent = Sent
file-state-unreachable = Unreachable
file-state-rejected = Rejected
file-state-gave_up = Could not be sent
file-state-unknown = Unknown
file-state-unknown_final = May have got it
file-state-cancelled = Not sent any more
