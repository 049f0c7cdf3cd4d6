/** Where a notice can lead; what a visit cannot offer is left out of its page. */
export type Destination = 'campaign' | 'connect' | 'confirm' | 'own_mail' | 'continue' | 'home' | 'connections' | 'sent';

/** An outcome in words that a supporter on an old phone understands; `{hours}`, `{mail}`, `{company}` and the like are filled in. */
export interface NoticeWords {
  readonly title: string;
  readonly happened: string;
  readonly notDone: string;
  readonly next: string;
  readonly action?: { readonly label: string; readonly to: Destination };
  readonly second?: { readonly label: string; readonly to: Destination };
}

const back = { label: 'Back to the letter', to: 'campaign' } as const;
const tryAgain = { label: 'Look at the letter and try again', to: 'confirm' } as const;
const askAgain = { label: 'Continue with {mail}', to: 'connect' } as const;
const ownMail = { label: 'Write it in your own mail program', to: 'own_mail' } as const;
const accessGone = 'No letter was sent. The access that {company} gave us is deleted here.';

export const notices = {
  consent_cancelled: {
    title: 'You stopped at {company}',
    happened: 'You pressed Cancel on {company}’s page, so it gave us no access to your {mail}.',
    notDone: 'No letter was sent, and {company} told us nothing about you.',
    next: 'If you change your mind, go back to the letter. What you wrote is still there.',
    action: back,
  },
  consent_missing_scope: {
    title: 'One {permission} was not {given}',
    happened:
      'On {company}’s page, the {permission} that lets us send email for you was not {given}. Without it we cannot pass on your letter.',
    notDone: accessGone,
    next: 'If you want to send it, press the button and {give} the {permission} on {company}’s page.',
    action: { label: 'Ask {company} again', to: 'connect' },
    second: back,
  },
  state_expired: {
    title: 'Signing in took too long',
    happened: 'You have 10 minutes to sign in at {company}, and they were over before you came back.',
    notDone: 'No letter was sent, and we did not use what {company} gave us.',
    next: 'Go back to the letter and start again.',
    action: back,
  },
  state_mismatch: {
    title: 'We could not tell that it was you',
    happened:
      'You came back from {company}, but this was not a sign-in that was started here just now. The page may have been loaded twice.',
    notDone: 'To be safe, we stopped. No letter was sent by this page.',
    next: 'Go back to the letter and start again.',
    action: back,
  },
  different_browser: {
    title: 'You came back in another browser',
    happened: 'You started in one browser and came back from {company} in another. Some apps open links in a browser of their own.',
    notDone: 'To be safe, we stopped. No letter was sent.',
    next: 'Open the campaign page in the browser that you use every day, and do all the steps there.',
    action: back,
  },
  cookies_off: {
    title: 'Your browser did not remember you',
    happened: 'We need one small cookie between the steps, and your browser did not keep it. It is gone when you have finished.',
    notDone: 'No letter was sent.',
    next: 'Allow cookies for this site, or open the page in another browser, and start again.',
    action: back,
  },
  form_expired: {
    title: 'This page was out of date',
    happened: 'The page stood open for too long, or was opened in two windows.',
    notDone: 'What you pressed was not carried out. It sent nothing.',
    next: 'Load the page again and press the button once more.',
    action: tryAgain,
    second: back,
  },
  flow_expired: {
    title: 'Your {hours} hours are over',
    happened: 'You were here more than {hours} hours ago, and nothing of a letter stays longer than that.',
    notDone: 'What you had not confirmed was not sent. Your name, your address and the access to your mailbox are deleted here.',
    next: 'If you still want to write, start again from the letter.',
    action: back,
  },
  already_took_part: {
    title: 'You have already taken part',
    happened: 'A letter of yours was already accepted in this campaign, from this address.',
    notDone: 'Nothing was sent a second time. The access that {company} gave us just now is deleted here.',
    next: 'There is nothing more to do. Thank you. You can still tell others about the page.',
    action: { label: 'Back to the campaign page', to: 'campaign' },
  },
  campaign_changed: {
    title: 'The letter has changed',
    happened: 'The organiser changed the letter, or the people it goes to, while you were here.',
    notDone: 'Nothing was sent, because you had not seen the new letter.',
    next: 'Read it as it is now. Then confirm it, or stop.',
    action: { label: 'Read the new letter', to: 'confirm' },
    second: back,
  },
  campaign_paused: {
    title: 'This campaign is paused',
    happened: 'The organiser has paused the campaign.',
    notDone: 'No letter was sent, and none will be sent later by itself.',
    next: 'Please come back another day.',
    action: { label: 'Back to the campaign page', to: 'campaign' },
  },
  campaign_closed: {
    title: 'This campaign is over',
    happened: 'The organiser has ended the campaign.',
    notDone: 'No letter was sent, and none will be sent later.',
    next: 'There is nothing you need to do.',
    action: { label: 'Back to the campaign page', to: 'campaign' },
  },
  campaign_removed: {
    title: 'This campaign was taken away',
    happened: 'The organiser deleted the campaign, and with it everything of your letter that was kept here.',
    notDone: 'Nothing more is sent, now or later. What you had not confirmed was not sent.',
    next: 'There is nothing you need to do.',
  },
  campaign_held: {
    title: 'This campaign is on hold',
    happened: 'Recipients have complained about this campaign, so it is on hold while somebody looks into it.',
    notDone: 'No letter was sent, and none will be sent later by itself.',
    next: 'Please come back another day.',
    action: { label: 'Back to the campaign page', to: 'campaign' },
  },
  campaign_quarantined: {
    title: 'Nothing can be sent at the moment',
    happened: 'This service was restored from a backup or copied, and sends nothing until its operator has looked at it.',
    notDone: 'No letter was sent, and none will be sent later by itself.',
    next: 'Please come back another day.',
    action: { label: 'Back to the campaign page', to: 'campaign' },
  },
  campaign_resting: {
    title: 'This campaign is resting for some minutes',
    happened: 'Many of the last letters went wrong, so the campaign rests. It is not your fault, and no letter is spent on a fault.',
    notDone: 'No letter was sent, and none will be sent later by itself. Yours is kept for {hours} hours.',
    next: 'Try again in a quarter of an hour.',
    action: tryAgain,
    second: ownMail,
  },
  many_at_once: {
    title: 'Very many people are sending just now',
    happened: 'More letters are on their way at this moment than we can carry, so we let them through one after another.',
    notDone: 'Yours has not left, and we will not send it later by ourselves. It is kept for {hours} hours.',
    next: 'Wait {seconds} seconds, then look at it and press the button again.',
    action: tryAgain,
    second: ownMail,
  },
  crowded: {
    title: 'Very many people are here just now',
    happened: 'More people are here at this moment than we can serve at once.',
    notDone: 'Nothing was sent by this page, and nothing that you wrote before is lost.',
    next: 'Wait {seconds} seconds. If the page has not come by itself then, load it again.',
  },
  hand_over: {
    title: 'Go on with your letter here',
    happened: 'You began a letter in an app. Press the button to go on with it in this browser.',
    notDone: 'Nothing has been sent.',
    next: 'The letter then leaves the app and is here, as you wrote it.',
    action: { label: 'Go on here', to: 'continue' },
  },
  hand_over_over: {
    title: 'This address is over',
    happened: 'It works once, and for 15 minutes.',
    notDone: 'Nothing was sent.',
    next: 'Open the campaign page in the browser that you use every day, and begin there.',
    action: { label: 'To the first page', to: 'home' },
  },
  rehearsal_by_mailbox: {
    title: 'A rehearsal goes by a mailbox',
    happened: 'In a rehearsal each letter goes to the mailbox that sends it, so that no recipient can get one.',
    notDone: 'Nothing was sent, and nothing was counted.',
    next: 'Go back to the page of the rehearsal and continue with a mailbox.',
  },
  no_recipients: {
    title: 'There is nobody to write to now',
    happened: 'Everyone this letter was meant for has asked not to be written to, or cannot be reached.',
    notDone: 'No letter was sent.',
    next: 'Please come back later. The organiser can choose other people to write to.',
    action: { label: 'Back to the campaign page', to: 'campaign' },
  },
  no_mailbox: {
    title: 'This account has no {mail}',
    happened: 'The {company} account that you chose has no {mail} mailbox, so nothing can be sent from it.',
    notDone: accessGone,
    next: 'Choose another {company} account, or copy the letter and send it in your own way.',
    action: { label: 'Choose another account', to: 'connect' },
    second: ownMail,
  },
  admin_blocked: {
    title: 'Your work or school does not allow it',
    happened: 'The people who look after this {company} account do not let other services send mail from it.',
    notDone: accessGone,
    next: 'Use an account of your own, or send the letter in your own way.',
    action: { label: 'Choose another account', to: 'connect' },
    second: ownMail,
  },
  user_quota: {
    title: '{mail} asks you to wait a little',
    happened: 'Many messages left your {mail} account in a short time, and {mail} wants a pause.',
    notDone: 'What {mail} refused was not sent, and we will not send it later by ourselves.',
    next: 'Wait a few minutes and try again.',
    action: tryAgain,
    second: ownMail,
  },
  daily_quota: {
    title: '{mail} takes no more letters today',
    happened: '{daily}',
    notDone: 'What {mail} refused was not sent, and we will not send it later by ourselves.',
    next: 'Try again tomorrow, within {hours} hours of connecting, or start again after that.',
    action: tryAgain,
    second: ownMail,
  },
  project_quota: {
    title: 'Too many people are writing just now',
    happened: '{company} lets this service pass on only so many letters at a time, and that number is reached. It is not your fault.',
    notDone: 'Your letter was not sent, and we will not send it later by ourselves. It is kept for {hours} hours.',
    next: 'Wait a minute and try again, or send the letter in your own way.',
    action: tryAgain,
    second: ownMail,
  },
  provider_down: {
    title: '{mail} is not working right now',
    happened: '{mail} answered that something is wrong on its side.',
    notDone: 'What {mail} refused was not sent, and we will not send it later by ourselves.',
    next: 'Wait a few minutes and try again.',
    action: tryAgain,
    second: ownMail,
  },
  unreachable: {
    title: 'We could not reach {company}',
    happened: 'We tried to reach {company} and got no connection.',
    notDone: 'Nothing was handed to {mail}, and we will not send it later by ourselves.',
    next: 'Wait a few minutes and try again.',
    action: tryAgain,
    second: ownMail,
  },
  consent_revoked: {
    title: 'Your permission has ended',
    happened: '{company} says that we may no longer send for you. {ended}',
    notDone: 'Nothing more was sent. What we held of your access is deleted.',
    next: 'If you still want to send the letter, connect your {mail} again. What you wrote is still there.',
    action: askAgain,
    second: back,
  },
  disconnected: {
    title: 'You are disconnected',
    happened: 'You chose to stop, and {company} has ended our access to your {mail}.',
    notDone: 'Nothing will be sent. Your name, your address and the access are deleted here.',
    next: 'You can close this page. You can also start again whenever you like.',
    second: back,
  },
  disconnected_unconfirmed: {
    title: 'You are disconnected here',
    happened: 'You chose to stop. We asked {company} to end our access to your {mail}, and {company} did not confirm it.',
    notDone: 'Nothing will be sent. Your name, your address and the access are deleted here, so we cannot use them.',
    next: 'To be sure, open the connections in your {company} account, choose this service and press Delete.',
    action: { label: 'Open my {company} connections', to: 'connections' },
    second: back,
  },
  disconnected_here: {
    title: 'You are disconnected here',
    happened: 'You chose to stop. {company} gives a service no way to hand a permission back, so only you can end it there.',
    notDone: 'Nothing will be sent. Your name, your address and the access are deleted here, so we cannot use them.',
    next: 'It is over by itself in about an hour. To take this service off your account, open your {company} connections.',
    action: { label: 'Open my {company} connections', to: 'connections' },
    second: back,
  },
  letter_gone: {
    title: 'Nothing of your letter is here any more',
    happened: 'This page is there for {hours} hours, in the browser in which you wrote. Then everything of your letter is deleted here.',
    notDone: 'What was sent stays sent, and is in your Sent folder. What you had not confirmed was not sent.',
    next: 'There is nothing you need to do.',
    action: { label: 'Go to the first page', to: 'home' },
  },
  not_found: {
    title: 'There is no page here',
    happened: 'The address may have a typing mistake, or the page was taken away.',
    notDone: 'Nothing was sent.',
    next: 'Check the address, or ask the person who gave it to you.',
    action: { label: 'Go to the first page', to: 'home' },
  },
  too_many: {
    title: 'Please wait a moment',
    happened: 'There were too many tries from your connection in a short time.',
    notDone: 'The last one was not carried out. It sent nothing.',
    next: 'Wait {seconds} seconds and try again.',
    action: tryAgain,
    second: back,
  },
  cannot_open: {
    title: 'We cannot open what is kept for this page',
    happened:
      'It is kept here encrypted, and the key to it is missing, or it was altered. It is not your fault, and nobody else can read it.',
    notDone: 'Nothing was sent by this page, and nothing was changed.',
    next: 'Go back to the page on which you began, and start again. If it happens again, please write to us: the address is under Legal and contact.',
    action: back,
  },
  server_error: {
    title: 'Something broke on our side',
    happened: 'We made a mistake, and what you asked for was not finished. It is not your fault.',
    notDone: 'Nothing will be sent later by itself. If you had already pressed Confirm and send, look in your Sent folder first.',
    next: 'Try again in a few minutes. If it happens again, please write to us: the address is under Legal and contact.',
    action: back,
    second: { label: 'Open my Sent folder', to: 'sent' },
  },
} as const satisfies Record<string, NoticeWords>;

export type NoticeCode = keyof typeof notices;
