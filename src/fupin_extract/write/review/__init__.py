"""The review page: a notice beside its matrix, in one file, where a person checks it and corrects it.

``payload`` makes of a notice what the page shows, ``page`` the file, of the style and the JavaScript modules beside it.
The modules take all that they show from ``data.js``; what is corrected goes into a patch (``patch.js``).
"""
