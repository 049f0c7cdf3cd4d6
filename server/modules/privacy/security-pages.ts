import { securityPage } from '../../../public-pages/security-page.ts';
import { frameOf, type PageRoute, type Site } from '../../platform/page.ts';

/** How to report a weakness: what `/.well-known/security.txt` names as its policy. */
export function securityPages({ operator, ...site }: Site): PageRoute[] {
  const email = operator.email.includes('@') ? operator.email : undefined;
  return [
    {
      method: 'GET',
      path: '/security',
      does: 'How to report a weakness',
      handle: (visit) => visit.html(securityPage({ operator: operator.name, email }, frameOf({ ...site, operator }, visit, operator.name))),
    },
  ];
}
