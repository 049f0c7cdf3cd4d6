export { checkPages } from './check-pages.ts';
export { askForm, recipientPages } from './pages.ts';
export { mailRecipientLinkJob } from './recipient-link.ts';
