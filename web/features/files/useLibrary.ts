import { useQuery } from '@tanstack/react-query';
import { type Api, orpc } from '../../api.ts';

export type LibraryFile = Awaited<ReturnType<Api['files']['list']>>['files'][number];

/** Names are the same without regard to capitals and to how accents are written, as the server compares them. */
const keyOf = (name: string) => name.normalize('NFC').trim().toLowerCase();

/** The files of a library, and where a picture is fetched by its name: nowhere when it is not there, or is no picture. */
export function useLibrary(workspaceId: string) {
  const query = useQuery(orpc.files.list.queryOptions({ input: { workspaceId }, staleTime: 30_000 }));
  const files = query.data?.files ?? [];
  return {
    query,
    files,
    addressOf(name: string): string | undefined {
      const file = files.find((one) => one.isImage && keyOf(one.name) === keyOf(name));
      return file && `/api/workspaces/${workspaceId}/files/${file.id}/content`;
    },
  };
}
