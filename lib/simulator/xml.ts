import XMLBuilder from 'fast-xml-builder';
import { SaxesParser } from 'saxes';

/** What an XML element may hold: text, elements by name, or several elements of one name. */
export type XmlValue = string | number | boolean | XmlElements | readonly XmlElements[] | undefined;

/** Elements by name, in order; undefined ones are left out. */
export interface XmlElements {
  readonly [name: string]: XmlValue;
}

/** An element as read. */
export interface XmlNode {
  readonly name: string;
  /** The text directly inside, without white space around it. */
  readonly text: string;
  readonly children: readonly XmlNode[];
}

const builder = new XMLBuilder({ format: true, indentBy: '  ' });

/** Writes an XML document as OSS does, with its declaration. */
export function buildXml(root: XmlElements): Buffer {
  // In text OSS leaves quotes as they are; an ampersand of the text itself is `&amp;` by now.
  const elements = builder.build(root).replaceAll('&quot;', '"').replaceAll('&apos;', "'");
  const document = `<?xml version="1.0" encoding="UTF-8"?>\n${elements}`;
  // A client may echo octets through us that XML has no way to write.
  return Buffer.from(document.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '\ufffd'));
}

/** Reads an XML document; `undefined` where it is not well-formed, or has a DTD. Attributes are passed over. */
export function parseXml(text: string): XmlNode | undefined {
  const parser = new SaxesParser();
  const root = { name: '', text: '', children: [] as XmlNode[] };
  const open = [root];
  const addText = (piece: string): void => {
    const node = open.at(-1);
    if (node) node.text += piece;
  };
  parser.on('doctype', () => {
    parser.fail('a DTD is not expected');
  });
  parser.on('opentag', ({ name }) => {
    const node = { name, text: '', children: [] };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const node = open.pop();
    if (node) node.text = node.text.trim();
  });
  try {
    parser.write(text).close();
  } catch {
    return undefined;
  }
  return root.children[0];
}

/** The children of an element that have a name. */
export function childrenNamed(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return (node?.children ?? []).filter((child) => child.name === name);
}

/** The text of the first child of a name; `undefined` where there is none. */
export function childText(node: XmlNode | undefined, name: string): string | undefined {
  return childrenNamed(node, name)[0]?.text;
}
