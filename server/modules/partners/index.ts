export { addPartner } from './add-partner.ts';
export { readSignedPartnerId, signedPartnerId } from './embed-id.ts';
export { partnerPages, type PartnerPageNeeds } from './pages.ts';
export { partnerRoutes, type PartnerNeeds } from './routes.ts';
export { findPartner, partnersOf, type Partner } from './store.ts';
