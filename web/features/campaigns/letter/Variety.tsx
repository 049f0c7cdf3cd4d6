import { useDeferredValue, useMemo } from 'react';
import { countCombinations, mostCombinations, readWording, smallestDistance } from '../../../../shared/wording.ts';
import { count, plural } from '../../../ui/numbers.ts';
import styles from './wordings.module.css';

/** How many different letters a text can become, and how much the two most alike differ. Nothing is said of a single one. */
export function Variety({ subjects, body }: { subjects: readonly string[]; body: string }) {
  const [seenSubjects, seenBody] = [useDeferredValue(subjects), useDeferredValue(body)];
  const { letters, words, of } = useMemo(() => varietyOf(seenSubjects, seenBody), [seenSubjects, seenBody]);
  if (letters <= 1) return null;
  const tooMany = letters > mostCombinations;
  return (
    <p className={styles.variety}>
      <b>{count(letters)} different letters</b>
      {tooMany ? (
        <span className="wrong">; at most {count(mostCombinations)} can be published. Remove some subjects or alternatives.</span>
      ) : (
        <>; {words === 0 ? 'two of them are the same.' : `the two most alike differ in ${plural(words, 'word')} of ${count(of)}.`}</>
      )}
    </p>
  );
}

function varietyOf(subjects: readonly string[], body: string) {
  const reading = readWording(body);
  // A text with problems has no letters yet; they are named above.
  if (reading.problems.length > 0) return { letters: 0, words: 0, of: 0 };
  const { words, share } = smallestDistance(subjects, reading);
  return { letters: countCombinations(subjects, reading), words, of: share === 0 ? 0 : Math.round(words / share) };
}
