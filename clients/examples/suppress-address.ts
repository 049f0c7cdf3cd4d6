import { AntiphonRefusal, type Antiphon } from '../typescript/antiphon.ts';

/** Makes sure that nobody writes to an address again; says in words why not, where it could not be done. */
export async function suppressAddress(antiphon: Antiphon, workspaceId: string, email: string): Promise<string> {
  try {
    const { keepUntil } = await antiphon.suppressions.suppress({ workspaceId, email, reason: 'asked' });
    return `Suppressed until ${keepUntil}`;
  } catch (error) {
    if (error instanceof AntiphonRefusal) return error.message;
    throw error;
  }
}
