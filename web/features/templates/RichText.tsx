import { DOMParser } from '@tiptap/pm/model';
import { Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { EditorContent, getSchema, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import { useWorkspace } from '../../session.ts';
import { LibraryImage } from '../files/library-image.ts';
import { useLibrary } from '../files/useLibrary.ts';
import { findWords } from './find-words.ts';
import { goOnWriting } from './go-on-writing.ts';
import { MergeTagMenu } from './MergeTagMenu.tsx';
import { readHtml, readPasted } from './read-html.ts';
import classes from './templates.module.css';
import { Toolbar } from './Toolbar.tsx';

export interface RichTextProps {
  html: string;
  onChange: (html: string) => void;
  tags: readonly string[];
  /** Words to go to; another object goes there again. */
  show?: { words: string } | undefined;
  describedBy: string;
}

const extensions = [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    codeBlock: false,
    // A mail shows an empty last line.
    trailingNode: false,
    link: { openOnClick: false, HTMLAttributes: { target: null, rel: null, class: null } },
  }),
];
const reader = DOMParser.fromSchema(getSchema([...extensions, LibraryImage]));

/** Writes a text as it will look. What is pasted keeps what a letter needs: paragraphs, lists, links, emphasis. */
export default function RichText({ html, onChange, tags, show, describedBy }: RichTextProps) {
  const { id: workspaceId } = useWorkspace();
  const { addressOf } = useLibrary(workspaceId);
  // The editor is made once, and the library comes and changes after that.
  const latest = useRef(addressOf);
  latest.current = addressOf;
  const last = useRef(html);
  const editor = useEditor({
    extensions: [...extensions, LibraryImage.configure({ addressOf: (name) => latest.current(name) })],
    content: reader.parse(readHtml(html)).toJSON() as object,
    // Style sheets of others carry no nonce; what is needed stands in ours.
    injectCSS: false,
    editorProps: {
      attributes: {
        'aria-label': 'Text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-describedby': describedBy,
        class: classes.writing ?? '',
      },
      // Before the editor's own handlers, which would hand the text to the browser to make markup of.
      handleDOMEvents: {
        paste: (view, event) => takeIn(view, event, event.clipboardData, view.state.selection),
        drop: (view, event) => !view.dragging && takeIn(view, event, event.dataTransfer, placeOf(view, event)),
      },
    },
    onUpdate: ({ editor: now }) => {
      last.current = now.isEmpty ? '' : now.getHTML();
      onChange(last.current);
    },
  });
  useEffect(() => {
    if (html === last.current) return;
    last.current = html;
    editor.commands.setContent(reader.parse(readHtml(html)).toJSON() as object, { emitUpdate: false });
  }, [editor, html]);
  useEffect(() => {
    const found = show && findWords(editor.state.doc, show.words);
    if (found) goOnWriting(editor).setTextSelection(found).scrollIntoView().run();
  }, [editor, show]);
  return (
    <div className={classes.rich}>
      <Toolbar editor={editor}>
        <MergeTagMenu into="text" tags={tags} onInsert={(tag) => goOnWriting(editor).insertContent({ type: 'text', text: tag }).run()} />
      </Toolbar>
      <EditorContent editor={editor} />
    </div>
  );
}

/** Puts in what was pasted or dropped as HTML. Plain text is left to the editor. */
function takeIn(view: EditorView, event: Event, data: DataTransfer | null, place: Selection): boolean {
  const html = data?.getData('text/html') ?? '';
  if (html === '') return false;
  event.preventDefault();
  // By the schema of this very editor: nodes of another one, though alike, fit nowhere.
  const slice = DOMParser.fromSchema(view.state.schema).parseSlice(readPasted(html), { preserveWhitespace: false });
  view.dispatch(view.state.tr.setSelection(place).replaceSelection(slice).scrollIntoView().setMeta('paste', true));
  return true;
}

function placeOf(view: EditorView, { clientX, clientY }: DragEvent): Selection {
  const found = view.posAtCoords({ left: clientX, top: clientY });
  return found ? Selection.near(view.state.doc.resolve(found.pos)) : view.state.selection;
}
