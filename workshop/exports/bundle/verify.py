"""Checks a record.zip, or the folder that it was unpacked into: python3 verify.py [record.zip] [--lang en|fi|sv].

It needs Python 3.9 or later and nothing else, and asks nobody. It says whether each file is as it was made, whether the
chain of the journal holds, and of each round "recounted" or "commitment checked". Its exit status is 0 if everything
holds, else 1. With --sealed FILE it also recounts the ballots of a sealed file that its auditor has decrypted.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

MANIFEST, JOURNAL, TRANSLATIONS, SEAL = "manifest.json", "journal.jsonl", "words.json", b"sha256:"
SEALED = "workshop-sealed-ballots"
OF_PLACES = 7


class Broken(Exception):
    """Something can't be read, so that what depends on it can't be checked."""


def noop(sentence):
    """Return an English sentence unchanged; its translations are found by it."""
    return sentence


def canonical(value):
    """Return the one JSON that hashes are taken of: keys sorted, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(*parts):
    """Return SHA-256 (hex) over bytes one after the other."""
    return hashlib.sha256(b"".join(parts)).hexdigest()


class Report:
    """What was found; `faults` say where something was changed or does not add up."""

    def __init__(self):
        self.found, self.faults, self.words = [], [], {}

    def say(self, sentence, **about):
        """Add what was found."""
        self.found.append((None, sentence, about))

    def fault(self, place, sentence, **about):
        """Add a fault, by its place."""
        self.faults.append((place, sentence, about))

    def lines(self, told):
        """Return the lines of either, in the reader's language."""
        lines = [((place, self.words.get(sentence, sentence) % about)) for place, sentence, about in told]
        return list(dict.fromkeys(f"{place}: {line}" if place else line for place, line in lines))


# The files: each is as the manifest says, and so is the manifest.


def read_files(place, report):
    """Return the files of a bundle by name; of a zip its own bytes are checked too."""
    if place.is_dir():
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    contents = place.read_bytes()
    files: dict = {}
    body, seal = contents[: -64 - len(SEAL)], contents[-64 - len(SEAL) :]
    if seal != SEAL + digest(body).encode():
        report.fault(place.name, noop("the zip file was changed after it was made"))
    try:
        with zipfile.ZipFile(place) as parts:
            for part in parts.infolist():
                try:
                    files[part.filename] = parts.read(part)
                except Exception:  # zlib, zipfile and struct each raise their own
                    files[part.filename] = None
    except Exception as failure:
        report.fault(place.name, noop("this can't be read as a zip file"))
        raise Broken from failure
    return files


def check_manifest(files, report):
    """Compare each file with its hash in the manifest, and the manifest with its own."""
    manifest = parsed(files, MANIFEST, report)
    listed = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(listed, dict):
        report.fault(MANIFEST, noop("this can't be read"))
        raise Broken
    rest = {name: what for name, what in manifest.items() if name != "sha256"}
    if manifest.get("sha256") != digest(canonical(rest)) or files[MANIFEST] != canonical(manifest) + b"\n":
        report.fault(MANIFEST, noop("the manifest was changed after it was made"))
    for name in sorted({*files, *listed} - {MANIFEST}):
        if name not in files:
            report.fault(name, noop("this file is missing"))
        elif name not in listed:
            report.fault(name, noop("this file does not belong to the record"))
        elif files[name] is None or digest(files[name]) != listed[name]:
            report.fault(name, noop("this file was changed after the record was made"))
    report.say(noop("Files compared with the manifest: %(number)s"), number=len(listed))
    return manifest


def parsed(files, name, report):
    """Return what is in a JSON file."""
    try:
        return json.loads(files[name])
    except (KeyError, TypeError, ValueError) as failure:
        report.fault(name, noop("this can't be read"))
        raise Broken from failure


def lines_of(files, name, report):
    """Return (number, what is in it) of each line of a file."""
    found = []
    for number, line in enumerate((files.get(name) or b"").splitlines(), 1):
        try:
            found.append((number, json.loads(line)))
        except ValueError:
            report.fault(f"{name}:{number}", noop("this can't be read"))
    return found


# The journal: each event has a hash over the one before, its own parts, and a salted hash of its contents.


def check_journal(files, manifest, report):
    """Check that each event follows from the one before; return the states of rounds by round id, in order."""
    head, last, open_links, lacking = "", 0, 0, {"inside": 0, "kept": 0, "erased": 0}
    rounds: dict = {}
    for number, event in lines_of(files, JOURNAL, report):
        place = f"{JOURNAL}:{number}"
        try:
            if event["revision"] != last + 1:
                report.fault(place, noop("event %(event)s is missing"), event=last + 1)
            last = event["revision"]
            if "data" in event:
                contents = digest(bytes.fromhex(event["salt"]), canonical(event["data"]))
                if event["kind"] == "rounds":
                    rounds.setdefault(event["data"]["id"], []).append(event["data"])
            else:
                contents = event["data_hash"]
                lacking[event["why"]] += 1
                if event["why"] == "erased":
                    report.say(
                        noop("Event %(event)s: its contents were erased; their hash keeps its place"), event=last
                    )
            link = link_of(event, head, contents)
            open_links += link is None
            if link not in (None, event["chain"]):
                report.fault(place, noop("event %(event)s is not the one that was recorded"), event=last)
            head = event["chain"]
        except (KeyError, TypeError, ValueError, AttributeError):
            report.fault(place, noop("this can't be read"))
    if (last, head) != (manifest.get("revision"), manifest.get("head")):
        report.fault(JOURNAL, noop("the journal does not end where the manifest says"))
    report.say(noop("Events in the journal: %(number)s, with the last hash %(head)s"), number=last, head=head)
    report.say(
        noop("Events for facilitators or one person alone, of which only hashes are here: %(inside)s"), **lacking
    )
    report.say(noop("Events whose contents are gone or were replaced, and not handed on: %(kept)s"), **lacking)
    if open_links:
        sentence = noop("Events of an earlier version, which only the facilitators' copy can check: %(number)s")
        report.say(sentence, number=open_links)
    return rounds


def link_of(event, before, contents):
    """Return the hash that an event must have after `before`; None where its parts are not all here (version 1)."""
    if event.get("version") == 1:
        if "actor_id" not in event:
            return None
        plain = [event[name] for name in ("revision", "name", "kind", "audience", "actor_id", "at")]
        return digest(before.encode(), canonical(plain), contents.encode())
    what, who = event.get("what_hash"), event.get("who_hash")
    if "what_salt" in event:
        told = [event[name] for name in ("name", "kind", "audience", "at")]
        what = digest(bytes.fromhex(event["what_salt"]), canonical(told))
    if "who_salt" in event:
        who = digest(bytes.fromhex(event["who_salt"]), canonical(event["actor_id"]))
    return digest(before.encode(), canonical([event["revision"], what, who, contents]))


# The rounds: figures follow from ballots where these are here, else the commitment of the close is that of the figures.


def check_round(files, name, states, report):
    """Check a round: its terms, its commitment, its ballots, and what follows from its figures."""
    round_ = parsed(files, name, report)
    title, tally = title_of(round_), round_["tally"]
    if states and any(states[-1][key] != round_[key] for key in states[-1] if key in round_):
        report.fault(name, noop("the journal says otherwise of this round"))
    if any(each.get("commitment") not in (None, round_["commitment"]) for each in states):
        report.fault(name, noop("the commitment is not the one that was recorded when the round closed"))
    if tally is None:
        withheld = noop("%(round)s: too few voted, so its figures are withheld; its commitment stands in the journal")
        waiting = noop("%(round)s: its figures are not shown yet; its commitment stands in the journal")
        return report.say(withheld if round_["withheld"] else waiting, round=title)
    figures = {"voters": tally["voters"], "goals": tally["goals"]}
    check_commitments(name, round_, figures, states, report)
    if round_["method"] not in METHODS:
        report.say(noop("%(round)s: not recounted, since this program does not know its way of voting"), round=title)
        return report.say(noop("%(round)s: commitment checked (%(voters)s voters)"), round=title, **figures)
    if tally["outcome"] != outcome_of(round_, figures):
        report.fault(name, noop("quorum and pass mark do not follow from the figures"))
    if round_["secrecy"] != "named":
        return report.say(noop("%(round)s: commitment checked (%(voters)s voters)"), round=title, **figures)
    ballots = [ballot for _number, ballot in lines_of(files, f"ballots/{round_['id']}.jsonl", report)]
    cast = [ballot["choices"] for ballot in ballots]
    if round_.get("paper_proof"):
        cast += tally["channels"]["paper"]["ballots"]
    compare(name, round_, cast, report)
    compare_groups(name, round_, ballots, report)
    if tally["turnout"] and tally["turnout"]["voted"] != len(cast):
        report.fault(name, noop("the turnout is not the number of ballots"))
    return report.say(noop("%(round)s: recounted (%(number)s ballots)"), round=title, number=len(cast))


def check_commitments(name, round_, figures, states, report):
    """Compare the figures with what was committed to: at the close, and where some voted on paper, when that was in."""
    changed = noop("the figures are not those that were committed to when the round closed")
    proof = round_.get("paper_proof")
    if not proof:
        if not holds(figures, round_["commitment"], round_["salt"]):
            report.fault(name, changed)
        return
    before = [each["paper_proof"] for each in states or () if each.get("paper_proof")]
    if any(each[key] != proof[key] for each in before for key in ("commitment", "total_commitment")):
        report.fault(name, noop("the commitment is not the one that was recorded when paper was complete"))
    if not holds(figures, proof["total_commitment"], proof["total_salt"]):
        report.fault(name, changed)
    channels = [round_["tally"]["channels"][channel] for channel in ("device", "paper")]
    # Where few voted in one of them, neither is shown by itself, and the sum alone is proven.
    if all(each["salt"] for each in channels):
        committed = [(channels[0], round_["commitment"]), (channels[1], proof["commitment"])]
        if not all(holds(figures_of(each), commitment, each["salt"]) for each, commitment in committed):
            report.fault(name, noop("the figures of devices or of paper are not those that were committed to"))
        if figures != together(*channels):
            report.fault(name, noop("the figures of devices and of paper do not add up"))


def holds(figures, commitment, salt):
    """Whether figures are those that were committed to."""
    return salt is not None and digest(salt.encode(), canonical(figures)) == commitment


def figures_of(channel):
    """Return the figures of a channel alone."""
    return {"voters": channel["voters"], "goals": channel["goals"]}


def together(one, other):
    """Return the figures of two channels together."""
    goals = {
        goal: {cell: number + other["goals"][goal][cell] for cell, number in cells.items()}
        for goal, cells in one["goals"].items()
    }
    return {"voters": one["voters"] + other["voters"], "goals": goals}


# The sealed file: its ballots, a line each, give the figures that were published.


def check_sealed(files, manifest, place, report):
    """Recount the ballots of a sealed file that its auditor has opened."""
    whole = place.read_bytes()
    about, ballots = opened(whole, place.name, report)
    if about.get("consultation") != manifest.get("consultation"):
        report.fault(f"{place.name}:1", noop("this was sealed from another consultation than the record"))
        raise Broken
    for number, cast in sorted(ballots.items()):
        name = f"rounds/{number}.json"
        round_ = parsed(files, name, report)
        if round_["tally"] is None:
            report.fault(name, noop("there are no figures here to compare with"))
            continue
        compare(name, round_, cast, report)
        sentence = noop("%(round)s: recounted from the sealed file (%(number)s ballots)")
        report.say(sentence, round=title_of(round_), number=len(cast))


def opened(whole, name, report):
    """Return what a sealed file says of itself, and by round the choices of each ballot; name each line that differs.

    Lines are compared as bytes, since another spelling of the same JSON is a change too.
    """
    changed, head, parts = noop("this line was changed after the file was sealed"), "", whole.split(b"\n")
    try:
        about = json.loads(parts[0])
        rest = {key: value for key, value in about.items() if key != "sha256"}
        ballots: dict = {number: [] for number in about["rounds"]}
        if about["sha256"] != digest(canonical(rest)) or parts[0] != canonical(about) or about["format"] != SEALED:
            report.fault(f"{name}:1", changed)
    except (KeyError, TypeError, ValueError, AttributeError) as failure:
        report.fault(f"{name}:1", noop("this is not what a sealed file begins with; was it decrypted?"))
        raise Broken from failure
    for number, part in enumerate(parts[1:-1], 2):
        try:
            line = json.loads(part)
            told = {key: line[key] for key in ("choices", "round")}
            if line["chain"] != digest(head.encode(), canonical(told)) or part != canonical(line):
                report.fault(f"{name}:{number}", changed)
            head = line["chain"]
            ballots[line["round"]].append(line["choices"])
        except (KeyError, TypeError, ValueError, AttributeError):
            report.fault(f"{name}:{number}", noop("this can't be read"))
    if parts[-1] or head != about.get("head") or len(parts) - 2 != about.get("number"):
        report.fault(f"{name}:{len(parts)}", noop("the file does not end where its first line says"))
    return about, ballots


def compare(name, round_, ballots, report):
    """Compare published figures with those of whole ballots; name each that differs."""
    figures, pairs = round_["tally"]["goals"], round_["tally"].get("pairs") or {}
    for number, ballot in enumerate(ballots, 1):
        if not permitted(round_, {goal: ballot[goal] for goal in ballot if goal in figures}):
            report.fault(name, noop("ballot %(ballot)s has more than the terms of the round permit"), ballot=number)
    cast = counting(round_, ballots)
    counted = count(round_, cast)
    found = [("", "voters", round_["tally"]["voters"], sum(map(bool, cast)))]
    found += [(goal, cell, figures[goal].get(cell), n) for goal in figures for cell, n in counted[goal].items()]
    found += [(goal, other, n, before(cast, goal, other)) for goal in pairs for other, n in pairs[goal].items()]
    for goal, cell, published, number in found:
        if published != number:
            about = {"goal": goal, "cell": cell, "published": published, "counted": number}
            report.fault(name, noop("%(goal)s %(cell)s: %(published)s published, %(counted)s counted"), **about)


def compare_groups(name, round_, ballots, report):
    """Recount the figures of groups, and those where each municipality has one vote."""
    goals, municipal = round_["tally"]["goals"], round_["tally"]["municipalities"]
    for by, published in (round_["tally"]["breakdowns"] or {}).items():
        groups: dict = {}
        for ballot in ballots:
            groups.setdefault(ballot["groups"].get(by), []).append(ballot["choices"])
        if None in groups:
            report.say(noop("%(round)s: not recounted by %(by)s"), round=title_of(round_), by=by)
            continue
        counted = {group: count(round_, counting(round_, own)) for group, own in groups.items()}
        if any(published[goal] != {group: own[goal] for group, own in counted.items()} for goal in goals):
            report.fault(name, noop("the figures by %(by)s do not follow from the ballots"), by=by)
    if municipal and all("municipality" in ballot for ballot in ballots):
        places: dict = {}
        for ballot in ballots:
            places.setdefault(ballot["municipality"], []).append(ballot["choices"])
        places.pop(None, None)
        if municipal["goals"] != means_of(round_, list(places.values())):
            report.fault(name, noop("the figures of municipalities do not follow from the ballots"))


def counting(round_, ballots):
    """Return what of each ballot counts; where it is an order, goals move up to where others no longer count."""
    goals = round_["tally"]["goals"]
    kept = [{goal: ballot[goal] for goal in ballot if goal in goals} for ballot in ballots]
    if round_["method"] != "rank":
        return kept
    return [{goal: at for at, goal in enumerate(sorted(each, key=each.__getitem__), 1)} for each in kept]


def count(round_, ballots):
    """Return the figures of each goal."""
    chosen: dict = {goal: [] for goal in round_["tally"]["goals"]}
    for ballot in ballots:
        for goal, choice in ballot.items():
            chosen[goal].append(choice)
    return {goal: cells_of(round_, choices) for goal, choices in chosen.items()}


def cells_of(round_, choices):
    """Return the figures of one goal from the choices on it, by the round's way of voting."""
    method = round_["method"]
    if method == "approve":
        return {"approve": len(choices)}
    if method == "dots":
        return {"points": sum(choices), "voters": len(choices)}
    if method == "rank":
        points = sum(round_["points"] + 1 - place for place in choices)
        return {"points": points, "voters": len(choices), "first": choices.count(1)}
    if method == "score":
        scores = {
            each["key"]: [choice[each["key"]] for choice in choices if each["key"] in choice]
            for each in round_["criteria"]
        }
        return {key + end: of(scores[key]) for key in scores for end, of in (("", sum), ("_voters", len))}
    answers = choices if method == "opinion" else [choice["choice"] for choice in choices]
    return {answer: answers.count(answer) for answer in ANSWERS[method]}


METHODS = ("approve", "opinion", "dots", "score", "rank", "consent")
ANSWERS = {"opinion": ("agree", "pass", "disagree"), "consent": ("agree", "abstain", "object")}


def means_of(round_, places):
    """Return the figures where each place has one vote: the sum of the means of their ballots."""
    counted = [(len(ballots), count(round_, counting(round_, ballots))) for ballots in places]
    return {
        goal: {
            cell: round(float(sum(Fraction(figures[goal][cell], size) for size, figures in counted)), 2)
            for cell in cells_of(round_, [])
        }
        for goal in round_["tally"]["goals"]
    }


def before(ballots, goal, other):
    """Return how many ballots put a goal before another one, or leave the other one out."""
    return sum(goal in each and (other not in each or each[goal] < each[other]) for each in ballots)


def permitted(round_, ballot):
    """Whether a ballot keeps to the terms of its round."""
    method, most, values = round_["method"], round_["points"], list(ballot.values())
    if method == "score":
        keys = {each["key"] for each in round_["criteria"] or []}
        return all(set(each) <= keys and all(1 <= score <= 5 for score in each.values()) for each in values)
    if method in ANSWERS:
        return all((each if method == "opinion" else each["choice"]) in ANSWERS[method] for each in values)
    if method == "rank":
        return len(set(values)) == len(values) <= most and all(place >= 1 for place in values)
    given = sum(values) if method == "dots" else len(values)
    return all(1 <= each <= (round_["cap"] or given) for each in values) and (not most or given <= most)


def outcome_of(round_, figures):
    """Return whether the quorum was reached, and which goals reached the pass mark."""
    quorum, mark, passed = round_["quorum"], round_["pass_mark"], None
    if quorum is None and mark is None:
        return None
    if mark is not None:
        passed = [int(goal) for goal in figures["goals"] if reaches(round_, figures, goal, mark)]
    return {"reached": None if quorum is None else figures["voters"] >= quorum, "passed": passed and sorted(passed)}


def reaches(round_, figures, goal, mark):
    """Whether a goal has the support of so many per cent."""
    method, cells = round_["method"], figures["goals"][goal]
    if method == "score":
        key = round_["criteria"][0]["key"]
        favour, of = cells[key], 5 * cells[key + "_voters"]
    elif method in ANSWERS:
        favour, of = cells["agree"], cells["agree"] + cells["disagree" if method == "opinion" else "object"]
    else:
        favour, of = cells["approve" if method == "approve" else "voters"], figures["voters"]
    return of > 0 and 100 * favour >= mark * of


def title_of(round_):
    """Return the title of a round in its first language, with its number."""
    return f"{round_['number']} {next(iter(round_['title'].values()), '')}"


def check(place, sealed, lang):
    """Check everything; return the report."""
    report = Report()
    try:
        files = read_files(place, report)
        manifest = check_manifest(files, report)
        # Words that were changed could say anything.
        if digest(files.get(TRANSLATIONS) or b"") == manifest["files"].get(TRANSLATIONS):
            report.words = parsed(files, TRANSLATIONS, report).get(lang, {})
        states = check_journal(files, manifest, report)
        for name in sorted((name for name in manifest["files"] if name.startswith("rounds/")), key=number_in):
            check_safely(name, lambda name=name: check_round(files, name, states.get(number_in(name)), report), report)
        if sealed:
            place = Path(sealed)
            check_safely(place.name, lambda: check_sealed(files, manifest, place, report), report)
    except Broken:
        pass
    return report


def check_safely(name, checking, report):
    """Check one thing, so that the others are checked too whatever stands in it."""
    try:
        checking()
    except Broken:
        pass
    except Exception:
        report.fault(name, noop("this can't be read"))


def number_in(name):
    """Return the round id in the name of a file."""
    return int("".join(each for each in name if each.isdigit()) or 0)


def main():
    """Check what the command line names, and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("place", nargs="?", default=Path(__file__).parent, type=Path, metavar="record.zip")
    asked.add_argument("--sealed", metavar="FILE", help="the sealed file, decrypted")
    asked.add_argument("--lang", default="en", choices=("en", "fi", "sv"))
    given = asked.parse_args()
    report = check(given.place, given.sealed, given.lang)
    whole = noop("Everything holds.")
    report.say(noop("This is not as it should be:") if report.faults else whole)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    print("\n".join([*report.lines(report.found), *(f"  {line}" for line in report.lines(report.faults))]))
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
