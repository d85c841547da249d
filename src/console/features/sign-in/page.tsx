import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { SignInAnswer } from '../../../contracts/session.ts';
import { useSessionState } from '../../api/session.ts';
import { landingOf } from '../../shell/landing.ts';
import { OpenFrame } from '../../shell/open-frame.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useLinkToken } from '../../ui/link-token.ts';
import { TextLink } from '../../ui/links.tsx';
import { hasSimulator } from '../../ui/simulator-presence.ts';
import { CodeStep } from './code-step.tsx';
import { LinkInChat, UseLink } from './link-steps.tsx';
import { PasswordStep } from './password-step.tsx';

/** A page of ours; an address of somebody else's is not followed. */
const searchSchema = z.object({
  to: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional(),
});

type Step = 'password' | 'second_factor' | 'link_in_chat' | 'use_link';

/** User name and password, then the second factor; or a link in the chat. */
export function Page() {
  const { t } = useLanguage();
  const token = useLinkToken();
  const [step, setStep] = useState<Step>(token === null ? 'password' : 'use_link');
  const search = searchSchema.safeParse(useSearch({ strict: false }));
  const wanted = search.success ? search.data.to : undefined;
  const navigate = useNavigate();
  const { data: session } = useSessionState();
  const to = session && (wanted ?? landingOf(session));

  // Who comes here signed in, or has just signed in, goes where they wanted to.
  useEffect(() => {
    if (to) void navigate({ href: to, replace: true });
  }, [navigate, to]);

  function follow({ next }: SignInAnswer): void {
    if (next === 'second_factor') setStep('second_factor');
  }
  const back = () => setStep('password');

  const titles = {
    password: 'sign-in-title',
    second_factor: 'sign-in-code-title',
    link_in_chat: 'sign-in-link-title',
    use_link: 'sign-in-title',
  } as const satisfies Record<Step, string>;

  return (
    <OpenFrame
      title={t(titles[step])}
      foot={hasSimulator() && <TextLink to="/simulator">{t('nav-simulator')}</TextLink>}
    >
      {step === 'password' && <PasswordStep onAnswer={follow} onLink={() => setStep('link_in_chat')} />}
      {step === 'second_factor' && <CodeStep onBack={back} />}
      {step === 'link_in_chat' && <LinkInChat onBack={back} />}
      {step === 'use_link' && token !== null && <UseLink token={token} onAnswer={follow} onBack={back} />}
    </OpenFrame>
  );
}
