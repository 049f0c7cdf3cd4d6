export { exportHeld, filesOfHeld } from './export-held.ts';
export { eraseAddress, type Erased } from './erase-address.ts';
export { carryOut } from './carry-out.ts';
export { checkPages } from './check-pages.ts';
export { askForm, recipientPages } from './pages.ts';
export { sweepErasuresJob } from './sweep-erasures.ts';
export { mailRecipientLinkJob } from './recipient-link.ts';
export { clearDeliveries, deleteCaps, deleteHours, deleteListings } from './store.ts';
