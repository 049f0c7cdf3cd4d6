import { Editor } from '../../templates/Editor.tsx';
import { useTextCheck } from '../../templates/useTextCheck.ts';

interface MessageFieldsProps {
  workspaceId: string;
  text: { subject: string; html: string };
  tags: readonly string[];
  /** Whether it follows in the conversation of the first message, under its subject. */
  thread: boolean;
  onChange: (change: { subject: string; html: string }) => void;
}

/** The words of one message in one variant, with what is wrong in them. */
export function MessageFields({ workspaceId, text, tags, thread, onChange }: MessageFieldsProps) {
  const { problems } = useTextCheck(workspaceId, text);
  return (
    <>
      <Editor value={{ subject: text.subject, html: text.html }} onChange={onChange} tags={tags} problems={problems} />
      {thread && <p className="small hush">It arrives in the conversation of the first message, under its subject.</p>}
    </>
  );
}
