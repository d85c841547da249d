import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Native<Own> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Own> & {
  ref?: Ref<HTMLAnchorElement>;
};

function AnchorElement(props: AnchorProps & Native<AnchorProps>) {
  return <Anchor {...props} />;
}

function ButtonElement(props: ButtonProps & Native<ButtonProps>) {
  return <Button component="a" {...props} />;
}

function PlainElement(props: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }) {
  return <a {...props} />;
}

/** A link to a page of the console within text. */
export const TextLink = createLink(AnchorElement);
/** A link to a page of the console that looks like a button. */
export const LinkButton = createLink(ButtonElement);
/** A link to a page of the console with a look of its own (`className`). */
export const PlainLink = createLink(PlainElement);
