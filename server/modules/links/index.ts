export { createVisitCounter, type VisitCounter } from './count-visits.ts';
export { linkPages } from './link-pages.ts';
export { linksOf } from './links-of.ts';
export { linkCounts } from './store.ts';
