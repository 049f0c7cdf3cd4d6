import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { WriteTemplate } from './WriteTemplate.tsx';

/** One template, to write and to look at as a contact would read it. */
export function TemplatePage() {
  const { id: workspaceId } = useWorkspace();
  const { templateId } = useParams({ from: '/inside/w/$slug/templates/$templateId' });
  const query = useQuery(orpc.templates.show.queryOptions({ input: { workspaceId, templateId } }));
  return (
    <Loaded query={query} title="The template could not be loaded.">
      {(template) => <WriteTemplate key={template.id} template={template} />}
    </Loaded>
  );
}
