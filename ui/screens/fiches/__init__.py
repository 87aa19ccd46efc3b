"""The fiches de prescription: their list, and one fiche beside its paper."""
