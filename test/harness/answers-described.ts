import { openApiDocument } from '../../server/platform/openapi/openapi-document.ts';
import { createOpenApiCheck, type OpenApiCheck } from './openapi-check.ts';

let check: Promise<OpenApiCheck> | undefined;

/**
 * Fails when an answer of the API is not as the description of the API says: with `ANSWERS=described` every test that asks as a visitor looks. Making
 * the description takes a second or two of each file, so it is not done unasked.
 */
export async function refuseUndescribed(method: string, pathname: string, answer: Response): Promise<void> {
  if (process.env['ANSWERS'] !== 'described' || !pathname.startsWith('/api/') || pathname === '/api/openapi.json') return;
  check ??= openApiDocument('https://antiphon.example.org').then(createOpenApiCheck);
  const faults = await (await check).faultsOf(method, pathname, answer);
  if (faults.length > 0) throw new Error(`The description of the API does not say: ${faults.slice(0, 5).join('; ')}`);
}
