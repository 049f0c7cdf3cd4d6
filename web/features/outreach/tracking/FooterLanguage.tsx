import { Select } from '@mantine/core';
import { directionOf, footerLanguageOf, footerLanguages, footerWords } from '../../../../shared/footer-words.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { tell } from '../../../ui/tell.ts';
import type { Outreach } from '../shapes.ts';
import { useChange } from '../useChange.ts';

const choices = footerLanguages.map((value) => ({ value, label: footerWords[value].name }));

/** In which language our own lines below the messages of a campaign stand, as they will be read. */
export function FooterLanguage({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const change = useChange(workspace.id, campaign.id, () => tell('Saved.'));
  const { tracking, launchedAt } = campaign;
  const language = (change.isPending ? change.variables.language : undefined) ?? campaign.language;
  const words = footerWords[language];
  return (
    <Section
      title="Below each message"
      lede="How its recipient leaves, unless your text says so itself, and what is noted. Choose the language of your messages."
    >
      <Select
        label="Language of these lines"
        description={launchedAt === null ? undefined : 'Decided at the launch'}
        data={choices}
        value={language}
        allowDeselect={false}
        disabled={!workspace.may('outreach.change') || launchedAt !== null}
        onChange={(chosen) =>
          chosen !== null && change.mutate({ workspaceId: workspace.id, outreachId: campaign.id, language: footerLanguageOf(chosen) })
        }
      />
      <div lang={language} dir={directionOf(language)} className="hush small">
        <p>{words.leave.replace(/[<>]/g, '')}</p>
        {tracking !== 'none' && <p>{words[tracking]}</p>}
      </div>
      <Problem error={change.error} title="The language was not changed." />
    </Section>
  );
}
