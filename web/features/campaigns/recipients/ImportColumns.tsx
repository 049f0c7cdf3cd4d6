import classes from './recipients.module.css';

const columns: { names: string; meaning: string }[] = [
  { names: 'name, email', meaning: 'Needed.' },
  { names: 'salutation', meaning: 'How the letter begins, such as “Dear Councillor Falk”.' },
  { names: 'district', meaning: 'Ward, constituency or office.' },
  { names: 'region, country', meaning: 'A region by its name, a country by two letters.' },
  { names: 'party', meaning: 'Party or group.' },
  { names: 'language', meaning: 'A code such as de or pt-BR.' },
  { names: 'postcodes', meaning: 'Several in one cell with commas or semicolons between them: 1010, 10*, 1000-1099, SW1A.' },
  { names: 'valid from, valid to', meaning: 'The days between which they may be written to, as 2026-11-22.' },
];

/** What the columns of an import mean; others are not read. */
export function ImportColumns({ ownFields }: { ownFields: readonly string[] }) {
  return (
    <details className={classes.more}>
      <summary>All columns</summary>
      <dl className={classes.columns}>
        {columns.map(({ names, meaning }) => (
          <div key={names}>
            <dt>
              <code>{names}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
        {ownFields.length > 0 && (
          <div>
            <dt>
              <code>{ownFields.join(', ')}</code>
            </dt>
            <dd>Own fields of this campaign, named in Routing.</dd>
          </div>
        )}
      </dl>
      <p className="tiny faint">In any order. Columns of other names are not read, and a cell with a comma stands in quotation marks.</p>
    </details>
  );
}
