export { readSignedPartnerId, signedPartnerId } from './embed-id.ts';
export { partnerRoutes, type PartnerNeeds } from './routes.ts';
export { findPartner, partnersOf, type Partner } from './store.ts';
