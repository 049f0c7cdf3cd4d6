import type { OwnWorkspace } from '../../session.ts';

/** What the server says of the first steps, and what the reader may do about them. */
export type Checklist = Record<'campaign' | 'recipients' | 'testMessage' | 'published' | 'firstLetter', boolean>;

/** One step to the first letter. */
export interface Step {
  key: 'workspace' | keyof Checklist;
  title: string;
  sentence: string;
  /** What the button says; a step without one happens by itself. */
  action?: string;
  /** Where in the campaign the step is taken; absent before there is one. */
  tab?: 'letter' | 'recipients' | 'results';
}

/** The steps that carry a new workspace to its first sent letter, in their order. */
export function stepsOf(workspace: OwnWorkspace): Step[] {
  return [
    { key: 'workspace', title: 'Create the workspace', sentence: `${workspace.name}, you as its ${workspace.role}.` },
    {
      key: 'campaign',
      title: 'Write a campaign',
      sentence: 'A few sentences for supporters, and the letter that they send in their own name from their own mailbox.',
      action: 'Write it',
    },
    {
      key: 'recipients',
      title: 'Bring its recipients',
      sentence: 'A CSV file, a paste, or one by hand. Suppressed addresses stay suppressed.',
      action: 'Bring them',
      tab: 'recipients',
    },
    {
      key: 'testMessage',
      title: 'Write to yourself',
      sentence: 'A test message goes to you alone, so you see the letter as a recipient will.',
      action: 'Send it',
      tab: 'letter',
    },
    {
      key: 'published',
      title: 'Publish it',
      sentence: 'The action page opens to supporters. Until then nobody outside this workspace sees it.',
      action: 'Publish',
      tab: 'letter',
    },
    {
      key: 'firstLetter',
      title: 'The first letter is sent',
      sentence: 'By a supporter, from their own mailbox, after their own confirmation. It shows here by itself.',
      action: 'See results',
      tab: 'results',
    },
  ];
}

const headings: Record<Step['key'], [title: string, lede: string]> = {
  workspace: ['Nothing has been sent yet.', ''],
  campaign: [
    'Nothing has been sent yet.',
    'Write what you ask for. Three things later supporters can send it; until you publish, nobody sees it.',
  ],
  recipients: [
    'It is written; for whom?',
    'Say who the letters are for. Nothing is sent to them by us: supporters write, one by one, in their own name.',
  ],
  testMessage: ['Read it as they will.', 'Write to yourself before anyone else does. A test message cannot reach a recipient.'],
  published: ['Ready when you are.', 'Publishing opens the action page. You can pause it at any time.'],
  firstLetter: ['The page is open.', 'Share its address. The first letter shows here as soon as their mail service has accepted it.'],
};

/** What the page says on top, by the step that comes next. */
export function headingFor(next: Step | undefined): [title: string, lede: string] {
  return next
    ? headings[next.key]
    : ['The call is answered.', 'The first letter has been accepted. From here on, the campaigns tell the story.'];
}
