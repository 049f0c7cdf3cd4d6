export { audienceSql, countAudience, mergeTagsOf, mergeValuesSql, type Audience } from './audience/store.ts';
export { duplicateRoutes } from './duplicates/routes.ts';
export { companyRoutes, contactFieldRoutes, listRoutes, segmentRoutes } from './group-routes.ts';
export { contactRoutes } from './routes.ts';
export { ownFieldsOf } from './fields/store.ts';
export { contactsUnder, deleteContactsUnder, type HeldContact } from './held/store.ts';
export { probeContactsJob, type ProbeNeeds } from './checks/probe-contacts.ts';
export { askForChecks, checkContactsJob, checkLeftOverJob } from './checks/check-contacts.ts';
