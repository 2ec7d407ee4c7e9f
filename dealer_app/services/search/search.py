"""Search with one box for all kinds of keys, and track an order by its number and national code."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import func, select

from dealer_app.domain.codes.digit_fields import compact
from dealer_app.domain.codes.identity import restore_leading_zeros
from dealer_app.domain.codes.masking import mask_national_code
from dealer_app.domain.company import synonyms_of
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.persian import number_key
from dealer_app.domain.rights import Right
from dealer_app.domain.search.recognise import LONGEST_SEARCH, Candidate, cut_search, recognise
from dealer_app.domain.search.search import NUMBER_KINDS, SearchHit
from dealer_app.domain.search.spellings import list_spellings
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.search.highlight import find_spans, matched_words
from dealer_app.services.settings import get_company
from dealer_app.store.core.unit import Unit
from dealer_app.store.search.name_index import find_by_name
from dealer_app.store.search.search_index import IndexMatch, find_by_key, find_by_prefix
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord
from resources.texts import search as words

SHORTEST_NUMBER_PREFIX = 3
CODE_WORDS = {10: "national_code", 11: "legal_id"}


def find(unit: Unit, text: str, limit: int = 20, *, is_every_order: bool = False) -> tuple[SearchHit, ...]:
    """Return up to ``limit`` hits for a search text, each with the reason of its match; exact keys exclude others.

    A hit on a person is one row with the last order; ``is_every_order`` gives a row for each of their orders.
    """
    require_to_read(unit, Right.FIND)
    text = cut_search(text)
    candidates = recognise(text)
    spellings = _spellings(unit, text) if any(one.kind == "name" for one in candidates) else (text,)
    whole = [match for candidate in candidates for match in _exact(unit, candidate, limit)]
    found = whole or [match for candidate in candidates for match in _beginning(unit, candidate, spellings, limit)]
    hits = (_hit(match, spellings, is_exact=bool(whole)) for match in _distinct(found))
    if is_every_order:
        hits = (each for hit in hits for each in _each_order(unit, hit))
    return tuple(islice(hits, limit))


def track(unit: Unit, number: str, national_code: str) -> tuple[SearchHit, ...]:
    """Return the order of a number (a kind of NUMBER_KINDS) whose customer has this code, or ().

    The result does not show which half was wrong. A miss is audited with a hash of the number (call inside a write).
    """
    require(unit, Right.FIND)
    key, code = number_key(number[:LONGEST_SEARCH]), _code(national_code[:LONGEST_SEARCH])
    matches = [match for kind in NUMBER_KINDS for match in find_by_key(unit.session, kind, key)] if key else []
    right = [match for match in matches if code and match.national_code == code]
    if not right:
        write_audit(unit, "track_missed", "orders", None, {"number_hash": number_hash(key)})
        return ()
    write_audit(unit, "tracked", "orders", right[0].order_id)
    return (_hit(right[0], (number,), is_exact=True),)


def number_hash(key: str) -> str:
    """Return the hash by which the audit names a number that was tried, from the number's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def count_files(unit: Unit) -> int:
    """Return the number of customers with a file here."""
    return unit.session.scalar(select(func.count(CustomerRecord.row))) or 0


def _exact(unit: Unit, candidate: Candidate, limit: int) -> tuple[IndexMatch, ...]:
    """Return the matches with exactly the candidate's key; none for a name."""
    if candidate.kind == "name" or not candidate.is_whole:
        return ()
    return find_by_key(unit.session, candidate.kind, candidate.key, limit)


def _spellings(unit: Unit, text: str) -> tuple[str, ...]:
    """Return the text and the same text with the company's other name."""
    return list_spellings(text, synonyms_of(get_company(unit)))


def _beginning(unit: Unit, candidate: Candidate, spellings: Sequence[str], limit: int) -> Iterator[IndexMatch]:
    """Yield the matches that begin with the candidate: names by every word, codes and numbers by prefix."""
    if candidate.kind == "name":
        for spelling in spellings:
            yield from find_by_name(unit.session, spelling, limit)
    elif not candidate.is_whole or (candidate.kind in NUMBER_KINDS and len(candidate.key) >= SHORTEST_NUMBER_PREFIX):
        yield from find_by_prefix(unit.session, candidate.kind, candidate.key, limit)


def _distinct(matches: Iterable[IndexMatch]) -> list[IndexMatch]:
    """Return the matches without duplicates of an earlier one (same order, or same person)."""
    kept: dict[object, IndexMatch] = {}
    for match in matches:
        kept.setdefault(match.order_id or match.customer_id, match)
    return list(kept.values())


def _code(text: str) -> str:
    """Return a national code as it is stored, with lost zeros restored."""
    digits = compact(text)
    return restore_leading_zeros(digits) or digits


def _hit(match: IndexMatch, spellings: Sequence[str], *, is_exact: bool) -> SearchHit:
    """Return one match as the screen shows it."""
    spans = _spans(match, spellings)
    has_order = bool(match.request_number)
    return SearchHit(
        kind=match.kind,
        customer_id=CustomerId(match.customer_id),
        order_id=None if match.order_id is None else OrderId(match.order_id),
        name=match.name,
        masked_national_code=mask_national_code(match.national_code),
        summary=words.SUMMARY.format(car=match.car, status=match.status) if has_order else words.NO_ORDER,
        request_number=match.request_number,
        contract_number=match.contract_number,
        invitation_number=match.invitation_number,
        why=_why(match, spans, is_exact=is_exact),
        matched=spans,
    )


def _spans(match: IndexMatch, spellings: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the name that the search matched, for the best of the spellings."""
    if match.kind != "name":
        return ()
    found = [find_spans(match.name, spelling) for spelling in spellings]
    return max(found, key=lambda spans: sum(end - start for start, end in spans))


def _why(match: IndexMatch, spans: tuple[tuple[int, int], ...], *, is_exact: bool) -> str:
    """Return the Persian reason of a match."""
    if match.kind == "name":
        return words.WHY["name"].format(words=matched_words(match.name, spans) or match.name)
    kind = CODE_WORDS.get(len(match.national_code), "foreign_code") if match.kind == "national_code" else match.kind
    what = words.WHY[kind]
    return what if is_exact else words.PREFIX_WHY.format(what=what)


def _each_order(unit: Unit, hit: SearchHit) -> Iterator[SearchHit]:
    """Yield a hit on a person once for each of their orders; yield a hit on an order, or without orders, once."""
    if hit.order_id is not None or not hit.request_number:
        yield hit
        return
    mine = select(OrderRecord).where(OrderRecord.customer_id == hit.customer_id).order_by(OrderRecord.row.desc())
    for order in unit.session.scalars(mine):
        yield replace(
            hit,
            summary=words.SUMMARY.format(car=order.car, status=order.status),
            request_number=order.request_number,
            contract_number=order.contract_number,
            invitation_number=order.invitation_number,
        )
