/** Every cookie that the product sets. A test crawls the pages and fails on any other. Names carry `__Host-` in front where the copy runs on HTTPS. */
export const cookies = {
  antiphon_session: { who: 'Members', why: 'Keeps you signed in to the workspace', until: 'you sign out, or the session ends' },
  antiphon_letter: { who: 'Supporters', why: 'Binds your letter to your browser until it is sent', until: '48 hours at most' },
} as const;
