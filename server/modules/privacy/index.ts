export { dataMap } from './data-map.ts';
export { keepPromises, keepPromisesJob } from './keep-promises.ts';
export { privacyPages, type PrivacyNeeds } from './pages.ts';
export { privacyRoutes } from './routes.ts';
