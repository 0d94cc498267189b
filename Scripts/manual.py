#!/usr/bin/env python3
"""Writes a manual page from a command's own help, so that the two cannot drift apart.

Usage: COMMAND --experimental-dump-help | Scripts/manual.py --section 1 [--extra man/COMMAND.md] [--check PAGE]
       Scripts/manual.py --section 7 --title search-query --extra man/search-query.md

The standard input is the JSON that ArgumentParser prints for --experimental-dump-help; with --title there is none and
the page is the extra file alone. The page goes to the standard output. With --check it is compared with the file PAGE
instead: exit status 1 and a difference when they are not the same.

The extra file adds what help cannot say. It is a small part of Markdown:
  # SECTION            a section; one that the help already gives (DESCRIPTION, OPTIONS) is added to
  ## Heading           a subsection
  `term`               a line that is followed by one beginning with ": " is a term and its definition
  : definition
  - item               a list
  | a | b |            a table, the first row is its head, a row of dashes is left out
  ```                  lines as they are, up to the next ```
  **bold** `literal` *emphasis* inside text
"""

import argparse
import difflib
import json
import re
import sys

HIDDEN = {"help", "version", "generate-completion-script"}


def literal(text):
    """Text a reader may copy: no hyphenation, no typographic replacement."""
    for plain, roff in (("\\", "\\e"), ("-", "\\-"), ("'", "\\(aq"), ("`", "\\(ga"), ("^", "\\(ha"), ("~", "\\(ti")):
        text = text.replace(plain, roff)
    return text


def bold(text):
    return "\\fB" + literal(text) + "\\fR"


def italic(text):
    return "\\fI" + literal(text) + "\\fR"


def prose(text):
    """A line of text with its **bold**, `literal` and *emphasis*."""
    parts = re.split(r"(`[^`]+`|\*\*[^*]+\*\*|(?<!\w)\*[^*\s][^*]*\*(?!\w))", text)
    out = []
    for part in parts:
        if len(part) > 2 and part[0] == "`" == part[-1]:
            out.append(bold(part[1:-1]))
        elif len(part) > 4 and part.startswith("**") and part.endswith("**"):
            out.append(bold(part[2:-2]))
        elif len(part) > 2 and part[0] == "*" == part[-1]:
            out.append(italic(part[1:-1]))
        else:
            plain = part.replace("\\", "\\e").replace("~", "\\(ti").replace("^", "\\(ha")
            out.append(re.sub(r"(?<![A-Za-z0-9])-|-(?=-)", r"\\-", plain))
    return guarded("".join(out))


def guarded(line):
    return "\\&" + line if line[:1] in (".", "'") else line


def spelled(name):
    return {"long": "--", "short": "-", "longWithSingleDash": "-"}[name["kind"]] + name["name"]


def shown(argument):
    names = argument.get("names") or []
    return argument.get("shouldDisplay", True) and not any(name["name"] in HIDDEN for name in names)


def value_name(argument):
    return (argument.get("valueName") or "value").upper() if argument["kind"] != "flag" else None


def usage(path, command):
    """The synopsis line of one command."""
    parts = [bold(" ".join(path))]
    for argument in filter(shown, command.get("arguments") or []):
        if argument["kind"] == "positional":
            part = italic(value_name(argument))
        else:
            part = bold(spelled(argument["preferredName"]))
            if argument["kind"] == "option":
                part += " " + italic(value_name(argument))
        if argument.get("isRepeating"):
            part += " ..."
        parts.append("[" + part + "]" if argument.get("isOptional") else part)
    return " ".join(parts)


def described(argument):
    """What an argument does, its values and its default."""
    lines = [argument.get("abstract") or ""]
    values = argument.get("allValues") or []
    if values and argument["kind"] == "option":
        lines.append("One of " + ", ".join("`" + value + "`" for value in values) + ".")
    default = argument.get("defaultValue")
    if default and argument["kind"] != "flag":
        lines.append("Default: `" + default + "`.")
    out = [prose(" ".join(line for line in lines if line))]
    for paragraph in paragraphs(argument.get("discussion") or ""):
        out += [".IP", prose(paragraph)]
    return out


def options(command):
    out = []
    for argument in filter(shown, command.get("arguments") or []):
        if argument["kind"] == "positional":
            head = italic(value_name(argument)) + (" ..." if argument.get("isRepeating") else "")
        else:
            names = sorted(argument["names"], key=lambda name: (name["kind"] == "long", len(name["name"])))
            head = ", ".join(bold(spelled(name)) for name in names)
            if argument["kind"] == "option":
                head += " " + italic(value_name(argument))
        out += [".TP", head] + described(argument)
    return out


def paragraphs(text):
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def discussion(command):
    """The discussion of a command: paragraphs, and blocks of indented lines as they are."""
    out = []
    for part in re.split(r"\n\s*\n", (command.get("discussion") or "").strip("\n")):
        if not part.strip():
            continue
        lines = part.split("\n")
        if all(line.startswith("  ") for line in lines):
            out += verbatim(line[2:] for line in lines)
        else:
            out += [".PP", prose(" ".join(part.split()))]
    return out


def verbatim(lines):
    return [".PP", ".RS 4", ".nf"] + [guarded(literal(line)) for line in lines] + [".fi", ".RE"]


def table(rows):
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip()[1:-1])] for row in rows]
    cells = [row for row in cells if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    last = len(cells[0]) - 1
    out = [".PP", ".TS", "lB " + "lB " * (last - 1) + "lBx", "l " * last + "lx" + "."]
    for row in cells:
        out.append("\t".join("T{\n" + prose(cell.replace("\\|", "|")) + "\nT}" for cell in row))
    return out + [".TE"]


def extra_sections(text):
    """The sections of the extra file, in order: title → roff lines."""
    sections, lines, index = {}, text.split("\n"), 0
    out = None
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.startswith("# "):
            out = sections.setdefault(line[2:].strip().upper(), [])
        elif not line.strip():
            continue
        elif out is None:
            sys.exit("manual.py: the extra file must begin with a section: " + line)
        elif line.startswith("## "):
            out += [".SS " + prose(line[3:])]
        elif line.startswith("```"):
            end = lines.index("```", index)
            out += verbatim(lines[index:end])
            index = end + 1
        elif line.startswith("|"):
            rows = [line]
            while index < len(lines) and lines[index].startswith("|"):
                rows.append(lines[index])
                index += 1
            out += table(rows)
        else:
            text, index = joined(lines, index - 1)
            definition = index < len(lines) and lines[index].startswith(": ")
            if definition:
                body, index = joined(lines, index)
                out += [".TP", prose(text), prose(body[2:])]
            elif text.startswith("- "):
                out += [".IP \\(bu 2", prose(text[2:])]
            else:
                out += [".PP", prose(text)]
    return sections


def joined(lines, index):
    """The paragraph, list item, term or definition that starts at a line, as one line."""
    parts = [lines[index].strip()]
    index += 1
    while index < len(lines) and lines[index].strip() and not re.match(r"(- |: |#|```|\|)", lines[index]):
        if index + 1 < len(lines) and lines[index + 1].startswith(": "):
            break
        parts.append(lines[index].strip())
        index += 1
    return " ".join(parts), index


def help_sections(command):
    """The sections that the help gives: title → roff lines."""
    name = command["commandName"]
    subcommands = [sub for sub in command.get("subcommands") or [] if sub["commandName"] != "help"]
    subcommands = [sub for sub in subcommands if sub.get("shouldDisplay", True)]
    abstract = (command.get("abstract") or "").rstrip(".")
    sections = {"NAME": [literal(name) + " \\- " + prose(abstract[:1].lower() + abstract[1:])]}
    lines = [usage([name, sub["commandName"]], sub) for sub in subcommands] or [usage([name], command)]
    sections["SYNOPSIS"] = [part for line in lines for part in (line, ".br")][:-1]
    sections["DESCRIPTION"] = discussion(command)
    if subcommands:
        sections["COMMANDS"] = []
    for sub in subcommands:
        sections["COMMANDS"] += [".SS " + literal(name + " " + sub["commandName"])]
        sections["COMMANDS"] += [prose(sub.get("abstract") or "")] + discussion(sub) + options(sub)
    sections["OPTIONS"] = options(command)
    sections["OPTIONS"] += [".TP", bold("-h") + ", " + bold("--help"), "Shows the help of the command."]
    if any("version" == name["name"] for a in command.get("arguments") or [] for name in a.get("names") or []):
        sections["OPTIONS"] += [".TP", bold("--version"), "Shows the version."]
    return sections


def page(arguments):
    extra = {}
    if arguments.extra:
        with open(arguments.extra, encoding="utf-8") as file:
            extra = extra_sections(file.read())
    sections, title = {}, arguments.title
    if not title:
        command = json.load(sys.stdin)["command"]
        title, sections = command["commandName"], help_sections(command)
    for heading, lines in extra.items():
        sections.setdefault(heading, []).extend(lines)
    out = ["'\\\" t", ".\\\" Written by Scripts/manual.py: change the command's help or the extra file instead."]
    out += ['.TH "%s" %s "" "searchd" "searchd manual"' % (literal(title.upper()), arguments.section), ".nh", ".ad l"]
    for heading, lines in sections.items():
        if lines:
            out += [".SH " + heading] + (lines[1:] if lines[0] == ".PP" else lines)
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--section", required=True, help="the manual's section, 1 to 8")
    parser.add_argument("--extra", help="a file of sections that help does not give")
    parser.add_argument("--title", help="the page's name when there is no command behind it")
    parser.add_argument("--check", help="the committed page to compare with")
    arguments = parser.parse_args()
    text = page(arguments)
    if not arguments.check:
        sys.stdout.write(text)
        return
    with open(arguments.check, encoding="utf-8") as file:
        committed = file.read()
    if committed != text:
        lines = (committed.splitlines(True), text.splitlines(True))
        sys.stdout.writelines(difflib.unified_diff(*lines, arguments.check, "generated"))
        sys.exit(1)


if __name__ == "__main__":
    main()
