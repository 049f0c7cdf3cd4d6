/**
 * The house on one page: who may import whom, and where the dangerous things are allowed to happen.
 * Plain data. `test/architecture.test.ts` enforces it, `CONTRIBUTING.md` explains it.
 * To open a new door, write it here with its reason, in the commit that needs it.
 */

/** Each server module, and the modules whose `index.ts` it may import, with one reason an edge. What is absent is forbidden. */
export const modules = {
  audit: {},
  workspaces: {
    webhooks: 'campaigns that pause because their workspace ends are told to its servers',
    audit: 'making, renaming and ending a workspace is written down',
  },
  identity: {
    audit: 'sign-ins, tokens and changes of role are written down',
    workspaces: 'a user signs in to act in a workspace, as a member with a role',
  },
  suppressions: {
    audit: 'who suppressed or released an address is written down',
  },
  deliveries: {
    audit: 'a quarantine that is lifted, or a delivery settled by hand, is written down',
    suppressions: 'the ledger asks right before a message leaves whether the address may be written to',
  },
  mailboxes: {
    audit: 'who connected, changed or disconnected a mailbox is written down',
    deliveries: 'a test message leaves through the ledger’s own door',
    templates: 'a signature is filled with the text above it, and refused where that cannot be done for everybody',
  },
  contacts: {
    audit: 'who read, changed, merged or removed contacts is written down',
    suppressions: 'whether a contact may be written to is shown beside them',
  },
  imports: {
    audit: 'who imported, cancelled or undid is written down',
    suppressions: 'an import never brings back somebody who left or was erased',
  },
  templates: {
    audit: 'who wrote, changed or removed a template is written down',
    contacts: 'a text asks for what is known of contacts, and is looked at as one of them reads it',
  },
  files: {
    audit: 'who added or removed a file is written down',
  },
  outreach: {
    webhooks: 'what becomes of campaigns and messages is told to servers of the workspace',
    files: 'files of the library go with messages, or are shown in them',
    audit: 'launching, pausing and finishing are written down',
    contacts: 'an audience is made of lists and segments of contacts',
    mailboxes: 'a campaign is sent from mailboxes, within the pacing of each',
    templates: 'what a step says is compiled and filled like a template',
    deliveries: 'each message leaves through the ledger',
    suppressions: 'whoever may not be written to is not enrolled',
    workspaces: 'nothing is launched in a workspace that is being deleted',
  },
  receiving: {
    mailboxes: 'mailboxes that may be read are opened, and parked where their permission is over',
    outreach: 'what comes back for a message of a campaign stops, delays or settles it',
    conversations: 'what somebody answers is kept for a member to read',
    deliveries: 'answers of which nobody knows whether they left are looked for',
    suppressions: 'whoever asks to be left alone, complains or cannot be reached is not written to again',
    files: 'the largest messages wait for room in memory as files of the library do',
  },
  tracking: {
    audit: 'who read, deleted or had judged again what was opened is written down',
    outreach: 'opens and clicks are counted beside what else became of a message',
    templates: 'which links are the same for everybody is known of the text',
  },
  leaving: {
    outreach: 'a link under a message leads to its enrolment, which stops',
    suppressions: 'whoever leaves is suppressed',
    workspaces: 'whoever leaves is told which organisation wrote to them',
  },
  conversations: {
    audit: 'who read, answered, closed, reopened or removed a conversation is written down',
    deliveries: 'an answer leaves through the ledger',
    mailboxes: 'an answer leaves from the mailbox that was written to, and counts towards what it may send',
    outreach: 'what a campaign had sent is shown above what was answered to it',
    suppressions: 'whoever is erased or suppressed everywhere is not answered',
    templates: 'the signature below an answer is cleaned like any text',
    workspaces: 'nobody is answered from a workspace that is being deleted',
  },
  campaigns: {
    webhooks: 'launching, pausing and finishing are told to servers of the workspace',
    audit: 'launching, pausing and finishing are written down',
    suppressions: 'suppressed addresses are shown to the organiser before launch',
    deliveries: 'a campaign plans deliveries and reads how they went',
    workspaces: 'nothing is published in a workspace that is being deleted',
  },
  'count-log': {},
  webhooks: {
    audit: 'who added, proved, changed or removed an address that is told what happens is written down',
  },
  links: {
    campaigns: 'the links that are counted stand in the wordings of a campaign',
  },
  partners: {
    audit: 'who let a partner frame an action page is written down',
    campaigns: 'a partner belongs to a campaign',
  },
  supporters: {
    'count-log': 'a supporter who is counted is added to the log behind the public count',
    partners: 'an action page stands in the frames of partners',
    audit: 'a request of a supporter is written down without saying who it was',
    campaigns: 'an action page shows a campaign, its recipients and its message',
    deliveries: 'a confirmed message leaves through the ledger like every other',
    suppressions: 'a supporter is not shown recipients who asked not to be written to',
  },
  requests: {
    audit: 'a request is confirmed, read and answered in writing, without saying whose it is',
    campaigns: 'campaigns that are held wait for the operator beside the requests',
  },
  'recipient-portal': {
    audit: 'what a recipient does with their rights is written down, by numbers only',
    workspaces: 'a recipient is told which organisation writes to them',
    campaigns: 'a code leads to its campaign, and complaints hold it',
    requests: 'what a recipient wants corrected is a request, and their requests are theirs to see',
    supporters: 'a recipient’s own limit is kept under the code by which offers look for it',
    suppressions: 'whoever stops letters is suppressed, and whoever is erased is remembered by code',
    deliveries: 'what a person wrote is given to them as a message file',
    contacts: 'what address books hold about a person is shown to them, and goes when they are erased',
    imports: 'so does what imports hold about a person',
    outreach: 'a person sees what teams wrote to them, ends it, and is deleted from it',
    conversations: 'so is what they answered, and what was answered to them',
  },
  privacy: {
    files: 'the files of a workspace are in its export',
    audit: 'runs of retention and privacy requests are written down',
    identity: 'export and erasure of a user',
    workspaces: 'a workspace that is erased takes everything with it',
    campaigns: 'export and erasure of a recipient',
    supporters: 'export and erasure of a supporter',
    suppressions: 'a request not to be written to outlives the erasure',
    deliveries: 'export and erasure of what was sent to a person',
    'recipient-portal': 'what is kept about an address is part of what is kept about a person',
    requests: 'whoever is signed in asks the operator without a mailed link',
    contacts: 'export and erasure of a contact',
    imports: 'erasure of a person from imports',
    mailboxes: 'export and erasure of a mailbox with its user',
    outreach: 'export and erasure of a recipient of team campaigns',
    conversations: 'export and erasure of what somebody answered to a team',
  },
};

/** What puts the product together may know all of it but the screens, and the stand-ins too. */
const composition = {
  mayImport: ['server/', 'shared/', 'privacy/', 'database/', 'public-pages/', 'sandbox/'],
  packages: 'any',
  node: true,
  because: 'the web app is built on its own and served as files',
  instead: 'Serve what the build made; what web and server share goes to shared/.',
};

/**
 * Who may import what, by folder; the longest matching prefix decides. An entry may always import within itself
 * (for modules: within the same module). `packages` is a list of npm names, or `any`; `node` says whether Node's own modules may be used.
 */
export const walls = {
  'privacy/': {
    mayImport: [],
    packages: [],
    node: false,
    because: 'the promises are data that a lawyer can read, and everything else is made from them',
    instead: 'Keep promises plain data; put what acts on them into server/modules/privacy/.',
  },
  'shared/': {
    mayImport: [],
    packages: ['zod', '@orpc/contract'],
    node: false,
    because: 'it runs in the server, in the browser and in the extension alike',
    instead: 'Pass what it needs as an argument, or move the code to the side that needs it.',
  },
  'database/': {
    mayImport: ['server/', 'shared/', 'privacy/'],
    packages: 'any',
    node: true,
    because: 'the schema knows no screen; seed.ts fills it through the modules',
    instead: 'Move what a screen and the database share to shared/.',
  },
  'server/': {
    mayImport: ['server/', 'shared/', 'privacy/', 'database/', 'public-pages/'],
    packages: 'any',
    node: true,
    because: 'the server is put together without the web app, and without its stand-ins',
    instead: 'The sandbox is wired in server/app.ts, server/main.ts or a command; what web and server share goes to shared/.',
  },
  'server/app.ts': composition,
  'server/stand-ins.ts': composition,
  'server/main.ts': composition,
  'server/commands/': composition,
  'server/platform/': {
    mayImport: ['server/config.ts', 'shared/', 'privacy/', 'database/'],
    packages: 'any',
    node: true,
    because: 'these tools know nothing of outreach',
    instead: 'Let the module pass in what the tool needs: a value, a name or a function.',
  },
  'server/providers/': {
    mayImport: ['server/platform/', 'server/config.ts', 'shared/', 'privacy/'],
    packages: 'any',
    node: true,
    because: 'an adapter translates between a company and a capability and knows no module',
    instead: 'Widen the capability in capabilities.ts, or let app.ts pass the function in.',
  },
  'server/modules/': {
    mayImport: [
      'server/platform/',
      'server/config.ts',
      'server/providers/capabilities.ts',
      'server/providers/failure.ts',
      'database/rows.ts',
      'shared/',
      'privacy/',
      'public-pages/',
    ],
    packages: 'any',
    node: true,
    because: 'a module speaks to a capability, never to a company, and never to the composition root',
    instead: 'Import the capability from server/providers/capabilities.ts and let app.ts pass the adapter in.',
  },
  'sandbox/': {
    mayImport: ['server/platform/clock.ts'],
    packages: 'any',
    node: true,
    because: 'a stand-in that shares code with the adapter shares its mistakes',
    instead: 'Write the rule of the outside service again, from its own documentation.',
  },
  'web/': {
    mayImport: ['shared/', 'privacy/'],
    packages: 'any',
    node: false,
    because: 'what the browser downloads must not hold server code',
    instead: 'Call the API through shared/contract, or move the pure part to shared/.',
  },
  'public-pages/': {
    mayImport: ['shared/', 'privacy/'],
    packages: 'any',
    node: true,
    because: 'pages are made from values, so that a theme cannot reach into the server',
    instead: 'Pass the value in from the module that renders the page.',
  },
  'clients/': {
    mayImport: [],
    packages: [],
    node: true,
    because: 'whoever takes a client along takes one file, and no part of the server',
    instead: 'Write it against the description of the API alone.',
  },
  'extension/': {
    mayImport: ['shared/'],
    packages: 'any',
    node: false,
    because: 'it is shipped to browsers and knows the API alone',
    instead: 'Call the API through shared/contract.',
  },
  'extension/build.ts': {
    mayImport: [],
    packages: ['vite', '@zip.js/zip.js'],
    node: true,
    because: 'it makes the files that are shipped, and is none of them',
    instead: 'What runs in the browser stands beside it.',
  },
};

/** Files that nobody imports because something else starts them: Node, a build, a browser, a tool. */
export const entryPoints = [
  'launch.mjs',
  'eslint.config.mjs',
  'architecture.mjs',
  'server/main.ts',
  'server/commands/',
  'sandbox/main.ts',
  'database/seed.ts',
  'public-pages/preview.ts',
  'web/main.tsx',
  // Chrome starts each of these, and the build makes a file of each.
  'extension/build.ts',
  'extension/chrome.d.ts',
  'extension/gmail/content.ts',
  'extension/worker/worker.ts',
  'extension/pages/panel.ts',
  'extension/pages/options.ts',
  'extension/pages/self-test.ts',
  // Recorded pages, and what tests ask of them.
  'extension/test/',
  'bench/',
  'test/',
  'clients/examples/',
  // The messages by which the classifier is judged are read by tests alone.
  'server/modules/receiving/classifying/corpus/',
  'vite.config.ts',
];

/** The dangerous things, each of which happens in one place. `names` narrows `packages` to some of their exports. Tests are free. */
export const once = [
  {
    what: 'SQL',
    packages: ['kysely', 'pg', 'pg-boss', 'pg-copy-streams'],
    names: [],
    calls: ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto'],
    tags: ['sql'],
    identifiers: [],
    only: ['store.ts', 'server/platform/', 'server/commands/', 'database/'],
    instead: "Move the statement into the module's store.ts, under a name that says what it finds or changes.",
  },
  {
    what: 'an open connection to the outside',
    packages: ['nodemailer', 'imapflow', 'undici', 'node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram'],
    names: [
      'default',
      '*',
      'request',
      'get',
      'connect',
      'createConnection',
      'createTransport',
      'Socket',
      'TLSSocket',
      'Agent',
      'Client',
      'ImapFlow',
      'fetch',
    ],
    calls: [],
    tags: [],
    identifiers: [],
    only: [
      'server/platform/outbound.ts',
      'server/providers/smtp/service-mail.ts',
      // Mail servers of members are spoken to line by line, to know exactly how far a message came; the address guard is asked first.
      'server/providers/smtp/line.ts',
      // Mailboxes are read over connections that stay and listen; the address guard is asked first, and its answer alone is connected to.
      'server/providers/imap/connection.ts',
      'server/modules/deliveries/',
      'sandbox/',
      'bench/',
      'launch.mjs',
    ],
    instead: 'Go through server/platform/outbound.ts, which refuses private addresses and bounds time and size.',
  },
  {
    what: 'a question to the DNS',
    packages: ['node:dns', 'node:dns/promises'],
    names: [],
    calls: [],
    tags: [],
    identifiers: [],
    only: ['server/platform/address-guard.ts', 'server/platform/mail-domains.ts', 'server/platform/host-names.ts', 'sandbox/', 'bench/'],
    instead: 'Ask server/platform/mail-domains.ts whether a domain takes mail, or go through server/platform/outbound.ts.',
  },
  {
    what: 'encryption',
    packages: [],
    names: [],
    calls: [],
    tags: [],
    identifiers: ['createCipheriv', 'createDecipheriv'],
    // A backup is too large to be one value: the stream is sealed in chunks, under a key that sealed.ts seals.
    only: ['server/platform/sealed.ts', 'server/platform/sealed-stream.ts'],
    instead: 'Seal and open with server/platform/sealed.ts, which binds the value to its row and column.',
  },
  {
    what: 'keyed hashing',
    packages: [],
    names: [],
    calls: [],
    tags: [],
    identifiers: ['createHmac'],
    only: ['server/platform/hashing.ts', 'server/providers/', 'sandbox/'],
    instead: 'Hash with server/platform/hashing.ts, whose keys are destroyed with what they protect.',
  },
  {
    what: "sending from a person's mailbox",
    packages: ['server/providers/capabilities.ts'],
    names: ['SendMail', 'HandOver'],
    calls: ['send({accessToken})', 'handOver'],
    tags: [],
    identifiers: [],
    only: ['server/modules/deliveries/', 'server/providers/', 'server/app.ts'],
    instead: 'Plan a delivery: the ledger in server/modules/deliveries/ is the only code that sends.',
  },
];

/** How long hand-written files may be. Tests and generated files do not count towards median and 95th percentile. */
export const sizes = { most: 400, p95: 250, median: 70 };

/** Written by a tool, so neither measured nor read for words. */
export const generated = ['database/rows.ts', 'docs/generated/', 'clients/typescript/'];

/** Names that say nothing about what is inside. */
export const emptyNames = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared-utils', 'types'];

/** Where the words of GLOSSARY.md are enforced. Adapters and stand-ins speak the language of the company they stand for. */
export const wordScope = {
  inside: ['server/', 'shared/', 'web/', 'public-pages/', 'privacy/', 'database/migrations/'],
  except: ['server/providers/'],
};
