import { readPicture } from '../gmail/read-picture.ts';
import { findComposes } from '../reading/find-composes.ts';
import { readCompose, testCompose } from '../reading/read-compose.ts';

/** What tests ask of a page: the very functions of the extension, without the extension around them. */
Object.assign(globalThis, {
  reader: {
    readAll: () => Promise.all(findComposes(document).map((compose) => readCompose(compose, readPicture))),
    readFirst: () => {
      const [first] = findComposes(document);
      return first && readCompose(first, readPicture);
    },
    places: () => findComposes(document).map(({ place }) => place),
    test: () => findComposes(document).map(testCompose),
  },
});
