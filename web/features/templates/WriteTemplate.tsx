import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { Keys } from '../../ui/Keys.tsx';
import { count } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { LeaveGuard } from '../campaigns/letter/LeaveGuard.tsx';
import { Editor } from './Editor.tsx';
import type { Template } from './shapes.ts';
import classes from './templates.module.css';
import { TextPreview } from './TextPreview.tsx';
import { useMergeTags, useTextCheck } from './useTextCheck.ts';

/** Writes a template beside what it will look like. It may be saved with problems; they stop what is sent. */
export function WriteTemplate({ template }: { template: Template }) {
  const { id: workspaceId, slug, may } = useWorkspace();
  const [saved, setSaved] = useState(template);
  const [name, setName] = useState(template.name);
  const [text, setText] = useState({ subject: template.subject, html: template.html });
  const tags = useMergeTags(workspaceId);
  const { problems, combinations } = useTextCheck(workspaceId, text);
  const cache = useQueryClient();
  const change = useMutation(
    orpc.templates.change.mutationOptions({
      onSuccess: async (changed) => {
        setSaved(changed);
        setName((now) => (now.trim() === changed.name ? changed.name : now));
        tell('The template is saved.');
        cache.setQueryData(orpc.templates.show.queryKey({ input: { workspaceId, templateId: template.id } }), changed);
        await cache.invalidateQueries({ queryKey: orpc.templates.list.key() });
      },
    }),
  );
  const unsaved = name !== saved.name || text.subject !== saved.subject || text.html !== saved.html;
  const save = () => {
    if (!unsaved || change.isPending || name.trim() === '') return;
    change.mutate({ workspaceId, templateId: template.id, name: name.trim(), ...text, expectedChangedAt: saved.changedAt });
  };
  useActions([{ id: 'save the template', label: 'Save the template', keys: 'Mod+s', run: save }]);
  const mayChange = may('outreach.change');
  return (
    <>
      <PageHead
        title={saved.name}
        crumb={
          <Link to="/w/$slug/templates" params={{ slug }}>
            Templates
          </Link>
        }
      />
      <div className={classes.columns}>
        {mayChange && (
          <div className="stack">
            <TextInput
              label="Name"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              maxLength={120}
              error={name.trim() === '' && 'Give it a name.'}
            />
            <Editor value={text} onChange={setText} tags={tags} problems={problems} />
            <Problem error={change.error} title="The template was not saved." />
            <div className={classes.saveRow}>
              <Button
                variant={unsaved ? 'filled' : 'default'}
                onClick={save}
                loading={change.isPending}
                disabled={!unsaved}
                rightSection={<Keys of="Mod+s" />}
              >
                Save
              </Button>
              <p role="status" className="small hush">
                {unsaved ? 'Not saved yet. ' : ''}
                {combinations > 1 && `It can be said in ${count(combinations)} ways.`}
              </p>
            </div>
          </div>
        )}
        {may('contacts.read') && <TextPreview workspaceId={workspaceId} text={text} />}
      </div>
      <LeaveGuard unsaved={unsaved} />
    </>
  );
}
