/** Why something that opened a message is taken for what it is, in words. */
export const whyWords: Readonly<Record<string, string>> = {
  hidden_link: 'it followed a link that nobody sees',
  with_hidden_link: 'it followed a link that nobody sees as well',
  head: 'it asked for no page',
  ahead: 'it says that it fetches ahead',
  program: 'it names itself a program, or nothing at all',
  many_links: 'three links and more within two seconds',
  with_leave_link: 'it looked at the page for leaving within the same two seconds',
  too_soon: 'within ten seconds after the message was handed over',
  many_recipients: 'others were opened from the same address in the same second',
  image_proxy: 'the mail service loaded the image for its person',
  nameless_browser: 'a relay that hides who it is, and loads every image',
  browser: 'it asked like a browser, and nothing speaks against it',
};
