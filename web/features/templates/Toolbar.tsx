import { ActionIcon } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconItalic,
  IconLink,
  IconLinkOff,
  IconList,
  IconListNumbers,
  IconPhoto,
  IconUnderline,
} from '@tabler/icons-react';
import { useEditorState, type Editor } from '@tiptap/react';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../../session.ts';
import { AskImage } from '../files/AskImage.tsx';
import { AskLink } from './AskLink.tsx';
import { goOnWriting } from './go-on-writing.ts';
import classes from './templates.module.css';

interface ToolbarProps {
  editor: Editor;
  children?: ReactNode;
}

/** What can be done with the words that are marked. */
export function Toolbar({ editor, children }: ToolbarProps) {
  const { id: workspaceId } = useWorkspace();
  const [asking, setAsking] = useState<'link' | 'image'>();
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      ...{ bold: now.isActive('bold'), italic: now.isActive('italic'), underline: now.isActive('underline'), link: now.isActive('link') },
      ...{ bullets: now.isActive('bulletList'), numbers: now.isActive('orderedList'), quote: now.isActive('blockquote') },
      ...{ undo: now.can().undo(), redo: now.can().redo() },
    }),
  });
  const chain = () => goOnWriting(editor);
  const tools = [
    { label: 'Bold', icon: IconBold, on: on.bold, run: () => chain().toggleBold().run() },
    { label: 'Italic', icon: IconItalic, on: on.italic, run: () => chain().toggleItalic().run() },
    { label: 'Underlined', icon: IconUnderline, on: on.underline, run: () => chain().toggleUnderline().run() },
    { label: 'List', icon: IconList, on: on.bullets, run: () => chain().toggleBulletList().run() },
    { label: 'Numbered list', icon: IconListNumbers, on: on.numbers, run: () => chain().toggleOrderedList().run() },
    { label: 'Quotation', icon: IconBlockquote, on: on.quote, run: () => chain().toggleBlockquote().run() },
    { label: 'Link', icon: IconLink, on: on.link, run: () => setAsking('link') },
  ];
  const once = [
    { label: 'Image', icon: IconPhoto, off: false, run: () => setAsking('image') },
    { label: 'Take the link away', icon: IconLinkOff, off: !on.link, run: () => chain().unsetLink().run() },
    { label: 'Undo', icon: IconArrowBackUp, off: !on.undo, run: () => chain().undo().run() },
    { label: 'Redo', icon: IconArrowForwardUp, off: !on.redo, run: () => chain().redo().run() },
  ];
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Formatting">
      {tools.map(({ label, icon: Icon, on: pressed, run }) => (
        <ActionIcon
          key={label}
          variant={pressed ? 'light' : 'subtle'}
          aria-label={label}
          title={label}
          aria-pressed={pressed}
          onClick={run}
        >
          <Icon size={18} stroke={1.5} aria-hidden />
        </ActionIcon>
      ))}
      {once.map(({ label, icon: Icon, off, run }) => (
        <ActionIcon key={label} variant="subtle" aria-label={label} title={label} disabled={off} onClick={run}>
          <Icon size={18} stroke={1.5} aria-hidden />
        </ActionIcon>
      ))}
      <div className={classes.toolbarEnd}>{children}</div>
      {asking === 'link' && <AskLink editor={editor} onClose={() => setAsking(undefined)} />}
      {asking === 'image' && (
        <AskImage
          workspaceId={workspaceId}
          onPlace={(image) => editor.chain().focus().insertContent({ type: 'libraryImage', attrs: image }).run()}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
