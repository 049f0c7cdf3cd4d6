/** What a message says at its end where its campaign wants to know that it is opened (promise B16). */
export const disclosures = {
  aggregate: 'The sender of this message counts how often it and the links in it are opened, but not by whom.',
  recipient: 'This message tells its sender whether it and the links in it are opened.',
} as const;
