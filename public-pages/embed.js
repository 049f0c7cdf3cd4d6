// Puts an action page into this page: <antiphon-letter src="https://…/e/…" title="…">a link</antiphon-letter>, or <iframe data-antiphon>.
(() => {
  if (customElements.get('antiphon-letter')) return;
  const frames = new Map();

  const hello = (frame) => {
    const { target } = frames.get(frame) ?? {};
    // Light, unless the page around it is dark as well: most sites are light whatever the screen is.
    const dark = getComputedStyle(frame).colorScheme.includes('dark');
    if (target) frame.contentWindow?.postMessage({ source: 'antiphon', type: 'hello', dark }, target);
  };
  // `speaks` is the element that tells the page that a letter was sent.
  const watch = (frame, speaks = frame) => {
    // A link reads an address without ever throwing.
    const { origin: target } = Object.assign(document.createElement('a'), { href: frame.src });
    if (!/^http/.test(target)) return;
    frames.set(frame, { speaks, ...frames.get(frame), target });
    frame.style.boxSizing = 'content-box';
  };

  addEventListener('message', ({ source, origin, data }) => {
    if (data?.source !== 'antiphon') return;
    for (const [frame, known] of frames) {
      if (!frame.isConnected) frames.delete(frame);
      else if (source === frame.contentWindow && origin === known.target) {
        const { type, height } = data;
        if (type === 'height' && Number.isFinite(height)) frame.style.height = `${Math.min(Math.max(height, 100), 6000)}px`;
        if (type === 'sent' && !known.sent) {
          known.sent = true;
          known.speaks.dispatchEvent(new CustomEvent('antiphon-sent', { bubbles: true }));
        }
      }
    }
  });

  // A load event does not bubble, but on its way down it passes here: so frames are met that a page adds later.
  const meet = (frame) => {
    watch(frame);
    hello(frame);
  };
  const isOurs = (element) => element.matches?.('iframe[data-antiphon][src]');
  document.addEventListener('load', ({ target }) => isOurs(target) && meet(target), true);
  document.querySelectorAll('iframe[data-antiphon][src]').forEach(meet);

  customElements.define(
    'antiphon-letter',
    class extends HTMLElement {
      static get observedAttributes() {
        return ['src', 'title'];
      }
      attributeChangedCallback() {
        if (this.isConnected) this.connectedCallback();
      }
      connectedCallback() {
        const src = this.getAttribute('src') ?? '';
        if (!/^https?:\/\//.test(src)) return;
        const frame = this.shadowRoot?.firstChild ?? document.createElement('iframe');
        frame.title = this.title || 'Write a letter';
        if (frame.getAttribute('src') !== src) {
          frame.loading = 'lazy';
          frame.referrerPolicy = 'origin';
          frame.src = src;
        }
        if (!this.shadowRoot) {
          frame.style.cssText = 'display:block;width:100%;height:600px;border:0';
          frame.addEventListener('load', () => hello(frame));
          this.style.display ||= 'block';
          this.attachShadow({ mode: 'open' }).append(frame);
        }
        watch(frame, this);
      }
    },
  );
})();
