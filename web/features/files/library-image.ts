import { Node } from '@tiptap/react';
import type { PlacedImage } from './AskImage.tsx';
import { imageFile } from './image-in-html.ts';

/** An image of the library in the editor. It is shown where it is there, and called by its name where it is another one for each recipient. */
export const LibraryImage = Node.create<{ addressOf: (name: string) => string | undefined }>({
  name: 'libraryImage',
  group: 'inline',
  inline: true,
  draggable: true,
  addOptions: () => ({ addressOf: () => undefined }),
  addAttributes: () => ({
    file: {
      default: '',
      parseHTML: (element: HTMLElement) => element.getAttribute(imageFile),
      renderHTML: ({ file }) => ({ [imageFile]: String(file) }),
    },
    alt: { default: '' },
    width: { default: null },
  }),
  parseHTML: () => [{ tag: `img[${imageFile}]` }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
  addNodeView() {
    return ({ node }) => {
      const { file, alt, width } = node.attrs as PlacedImage;
      const address = this.options.addressOf(file);
      const dom = document.createElement(address === undefined ? 'span' : 'img');
      if (dom instanceof HTMLImageElement) {
        dom.src = address ?? '';
        dom.alt = alt;
        if (width !== null) dom.width = Number(width);
        dom.style.maxWidth = '100%';
      } else {
        dom.textContent = `Image: ${file}`;
        dom.style.cssText = 'padding: 2px 6px; border: 1px dashed currentColor; border-radius: 4px';
      }
      return { dom };
    };
  },
});
