import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { count } from '../../../ui/numbers.ts';
import styles from './wordings.module.css';

interface LeafProps {
  /** Which of the different letters is shown, counted from 0. */
  at: number;
  of: number;
  onChange: (at: number) => void;
}

/** Leafs through the different letters that a text can become; after the last comes the first. */
export function Leaf({ at, of, onChange }: LeafProps) {
  if (of <= 1) return null;
  return (
    <div className={styles.leaf} role="group" aria-label="Different letters">
      <Button size="compact-sm" onClick={() => onChange((at + of - 1) % of)} aria-label="Letter before">
        <IconChevronLeft size={18} stroke={1.5} />
      </Button>
      <span role="status">
        Letter {count(at + 1)} of {count(of)}
      </span>
      <Button size="compact-sm" onClick={() => onChange((at + 1) % of)} aria-label="Next letter">
        <IconChevronRight size={18} stroke={1.5} />
      </Button>
    </div>
  );
}
