/**
 * What only an organisation can allow (learn.microsoft.com/entra/identity-platform/reference-error-codes): no consent by anybody who may
 * give it (65001), an administrator's consent needed (90093, 90094, 90095, 90099), an app that is not for this person (50105), rules
 * about devices and places (53000 to 53004), another tenant's walls (50020, 500021, 500022), an app that was switched off (7000112).
 */
const administrators = new Set([
  50020, 50105, 53000, 53001, 53002, 53003, 53004, 65001, 90093, 90094, 90095, 90099, 500021, 500022, 7000112,
]);

/** Whether Microsoft's number of an error (the digits behind AADSTS) says that the person's organisation does not allow it. */
export function isAdministrators(number: number): boolean {
  return administrators.has(number);
}

/**
 * Why a person came back without a consent, from the `error` and `error_description` of the redirect. Who presses Cancel and who may not
 * press anything else come back with the same `access_denied`; only the number in the description tells them apart, and Microsoft
 * warns that those change. Whatever is not known therefore counts as cancelled, which is the harmless reading: try again.
 */
export function consentErrorOf(error: string, description: string | undefined): 'consent_cancelled' | 'admin_blocked' {
  const numbers = [...(description ?? '').slice(0, 2000).matchAll(/AADSTS(\d{4,8})/g)].map(([, digits]) => Number(digits));
  if (numbers.some(isAdministrators)) return 'admin_blocked';
  // The app is not in the person's tenant, and only an administrator can put it there.
  return numbers.length === 0 && ['unauthorized_client', 'invalid_resource'].includes(error) ? 'admin_blocked' : 'consent_cancelled';
}
