import { z } from 'zod';
import { done, fileId, inWorkspace, instant, route, takesBytes, userId } from './base.ts';

const one = inWorkspace.extend({ fileId });

const file = z.object({
  id: fileId,
  name: z.string(),
  mediaType: z.string().describe('As it was judged by its bytes'),
  bytes: z.number().int(),
  isImage: z.boolean().describe('Whether mail programs show it inside a message'),
  createdBy: userId.nullable(),
  addedAt: instant,
});

/** The library: files that go with messages of team campaigns, or are shown in them. */
export const files = {
  list: route('GET', '/workspaces/{workspaceId}/files', 'outreach.read', 'The files of the library by name')
    .input(inWorkspace)
    .output(
      z.object({
        files: z.array(file),
        bytes: z.number().int().describe('What they hold together'),
        mostBytes: z.number().int().describe('What a library may hold'),
      }),
    ),
  add: takesBytes(
    route(
      'PUT',
      '/workspaces/{workspaceId}/files/named/{name}',
      'outreach.change',
      'Add a file of at most 20 MB under a name that no other has: the body is its bytes, as application/octet-stream',
    ),
  )
    .input(inWorkspace.extend({ name: z.string().min(1).max(400) }))
    .output(file),
  content: route('GET', '/workspaces/{workspaceId}/files/{fileId}/content', 'outreach.change', 'What a file holds')
    .input(one)
    .output(z.file()),
  remove: route(
    'DELETE',
    '/workspaces/{workspaceId}/files/{fileId}',
    'outreach.change',
    'Remove a file, unless a campaign that is not finished may still send it',
  )
    .input(one)
    .output(done),
};
