import type { Api } from '../../api.ts';

type Templates = Api['templates'];
export type ListedTemplate = Awaited<ReturnType<Templates['list']>>['templates'][number];
export type Template = Awaited<ReturnType<Templates['show']>>;
export type TextProblem = Awaited<ReturnType<Templates['check']>>['problems'][number];

/** What somebody writes: a subject, and a text in HTML. */
export interface Text {
  subject: string;
  html: string;
}
