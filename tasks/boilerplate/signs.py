"""How pages name themselves that are no articles: walls, errors, lists of search results, shops."""

from __future__ import annotations

import re

WALL = re.compile(
    r"(?:before you continue\b|please enable (?:javascript|cookies)|enable javascript (?:and cookies )?to|"
    r"javascript is (?:disabled|required|not enabled)|checking (?:your|if the site) |"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"access (?:denied|to this page has been)|are you (?:a robot|human)|unusual (?:traffic|activity)|just a moment|"
    r"you have been blocked|request (?:blocked|unsuccessful)|attention required|security check|subscribe to unlock|"
    r"we (?:value|respect|care about) your privacy|we and our (?:\d+ )?partners|"
    r"(?:wir|unsere partner) (?:brauchen|benötigen) ihre (?:zustimmung|einwilligung)|mit werbung weiterlesen|"
    r"nous (?:et nos (?:\d+ )?partenaires|respectons votre vie privée)|su privacidad es importante|"
    r"la tua privacy|zależy nam na (?:twojej|państwa) prywatności)",
    re.IGNORECASE,
)
"""What a page says that shows nothing else."""
CONSENT = re.compile(
    r"cookies?\b|\bpartners?\b.{0,80}\bdevice|your (?:consent|choices|privacy)|similar technologies|datenschutz|"
    r"einwilligung|consentement|consentimiento|consenso|toestemming|zgod[aęy]\b",
    re.IGNORECASE,
)
"""What the sentences of a consent wall are about."""
ERROR = re.compile(
    r"(?:(?:error|fehler|erreur)?\s?404(?:\s?[-–—|:!.]|\s(?:error|not found|page|fehler)|$)|"
    r"(?:(?:oops|sorry)\W{1,4})?(?:the |this |that |your )?page "
    r"(?:was |is |can(?:not| not|'t) be |could not be )?(?:not found|unavailable|found)\b|not found$|"
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata|"
    r"página não encontrada|pagina niet gevonden|nie znaleziono strony|sayfa bulunamadı|страница не найдена)",
    re.IGNORECASE,
)
SEARCH = re.compile(
    r"(?:search results?\b|results for [\"“'‘«]|you searched for\b|"
    r"(?:tag|category|author|monthly|daily) archives?\b|"
    r"archives? for (?:the )?(?:category|tag|month|day)\b|suchergebnisse?\b|résultats de (?:la |votre )?recherche|"
    r"resultados de (?:la |tu |su )?búsqueda|risultati (?:della )?ricerca|resultados da (?:busca|pesquisa)|"
    r"zoekresultaten|wyniki wyszukiwania|arama sonuçları|результаты поиска)",
    re.IGNORECASE,
)
"""Titles of pages that list others: as strict as the sentences of titles demand ("Search for survivors goes on")."""

PRICE = re.compile(
    r"(?:(?:from|now|sale|regular|price|was|only|ab|nur|statt)\W{1,2}){0,2}"
    r"(?:(?:US|CA|A)?\s?[$€£¥₹]\s?\d[\d.,]{0,12}(?:\s?[-–]\s?[$€£]?\d[\d.,]{0,12})?|"
    r"\d[\d.,]{0,12}\s?(?:€|eur|usd|zł|kr|₽|tl))",
    re.IGNORECASE,
)
SHOP_CONTROL = re.compile(
    r"add to (?:cart|bag|basket|wishlist|compare)|quick (?:view|shop|add)|sort by.{0,40}|filters?|sold out|buy now|"
    r"view product|(?:choose|select) options|(?:showing )?\d{1,5} (?:products|items|results).{0,30}|in den warenkorb|"
    r"ajouter au panier|añadir al carrito|aggiungi al carrello|adicionar ao carrinho|in winkelwagen|do koszyka|"
    r"sepete ekle|в корзину",
    re.IGNORECASE,
)
