import { Button, Menu } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import classes from './templates.module.css';

interface MergeTagMenuProps {
  /** What the tag is put into, for whoever hears the page. */
  into: string;
  tags: readonly string[];
  onInsert: (tag: string) => void;
}

/** Offers the merge tags that have a value here; choosing one puts it where the cursor was. */
export function MergeTagMenu({ into, tags, onInsert }: MergeTagMenuProps) {
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <Button
          size="compact-sm"
          leftSection={<IconBraces size={16} stroke={1.5} aria-hidden />}
          aria-label={`Put a merge tag into the ${into}`}
        >
          Merge tag
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        {tags.map((tag) => (
          <Menu.Item key={tag} onClick={() => onInsert(`{{ ${tag} }}`)}>
            <code>{tag}</code>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
