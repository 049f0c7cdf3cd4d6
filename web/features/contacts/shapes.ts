import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';

type Outputs = InferContractRouterOutputs<typeof contract>;

export type Contact = Outputs['contacts']['list']['contacts'][number];
/** A contact with where it stands and what happened with it. */
export type WholeContact = Outputs['contacts']['show'];
export type Company = Outputs['companies']['list']['companies'][number];
export type List = Outputs['lists']['list']['lists'][number];
export type Segment = Outputs['segments']['list']['segments'][number];
export type OwnField = Outputs['contactFields']['list']['fields'][number];
export type Likely = Outputs['duplicates']['list']['groups'][number];
export type Verdict = Contact['verdict'];

/** What is looked for, as the URL has it. */
export interface ContactSearch {
  search?: string | undefined;
  tag?: string | undefined;
  list?: string | undefined;
  segment?: string | undefined;
  company?: string | undefined;
  verdict?: Verdict | undefined;
}

/** What a check found, as it is said. */
export const verdictWords: Record<Verdict, string> = {
  unknown: 'Not checked yet',
  good: 'Good',
  risky: 'Risky',
  bad: 'Bad',
};

export const kindWords: Record<OwnField['kind'], string> = { text: 'Text', number: 'Number', date: 'Day' };

/** How a contact is called: by name, or else by address. */
export const nameOf = ({ firstName, lastName, email }: Pick<Contact, 'firstName' | 'lastName' | 'email'>): string =>
  [firstName, lastName].filter(Boolean).join(' ') || email;
