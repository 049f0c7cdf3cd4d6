/** What the audit entries are narrowed to, as the URL says it. Days are those of the reader’s own time zone. */
export interface AuditSearch {
  action?: string | undefined;
  member?: string | undefined;
  about?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** What the API is asked for: days become moments, and what is no day or no id is left out. */
export function askedOf({ action, member, about, from, to }: AuditSearch) {
  const [first, last] = [startOf(from), startOf(to)];
  if (last) last.setDate(last.getDate() + 1);
  return {
    ...(action && { action }),
    ...(member && { memberId: member }),
    ...(about && { subjectId: about }),
    ...(first && { from: first.toISOString() }),
    ...(last && { to: new Date(last.getTime() - 1).toISOString() }),
  };
}

function startOf(day: string | undefined): Date | undefined {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const at = new Date(`${day}T00:00:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** An action as a person says it. */
export const inWords = (action: string) => action.replaceAll(/[._]/g, ' ');
